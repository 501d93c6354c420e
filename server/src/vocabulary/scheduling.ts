import { element, optional, required, type AttributeDefinitions } from './define.ts';
import { count, iothreadId, vcpuId } from './values/numbers.ts';
import { guestVcpuSet, iothreadSet } from './values/sets.ts';
import { wholeNumber } from './values/wholeNumber.ts';
import { wordOf } from './values/word.ts';

const manual = 'cpu-tuning';
const missing = 'pinning/missing-attribute';

/** libvirt src/conf/domain_conf.c virDomainSchedulerParseCommonAttrs. */
const common = {
  scheduler: required(
    wordOf<'fifo' | 'rr' | 'batch' | 'idle'>('a scheduler', 'How the kernel schedules threads.', {
      fifo: '**fifo**: real time; the thread runs until it waits. Needs `priority`.',
      rr: '**rr**: real time, in turns with others of the same priority. Needs `priority`.',
      batch: '**batch**: for work that nobody waits for.',
      idle: '**idle**: runs only when nothing else does.',
    }),
    { doc: 'The kernel’s scheduling class.', bad: 'pinning/bad-word' },
  ),
  priority: optional(
    wholeNumber<number>('a priority', 'A real-time priority.', { min: 1, max: 99 }),
    {
      doc: '1 to 99, the greater the more urgent; required for `fifo` and `rr`, without effect on the others.',
      bad: 'pinning/bad-number',
    },
  ),
} satisfies AttributeDefinitions;

export const vcpusched = element({
  name: 'vcpusched',
  doc: 'The scheduling class of some vCPUs.',
  manual,
  missing,
  attributes: {
    vcpus: required(guestVcpuSet, { doc: 'The vCPUs.', bad: 'pinning/bad-id-set' }),
    ...common,
  },
});

export const iothreadsched = element({
  name: 'iothreadsched',
  doc: 'The scheduling class of some I/O threads.',
  manual,
  missing,
  attributes: {
    iothreads: required(iothreadSet, { doc: 'The I/O threads.', bad: 'pinning/bad-id-set' }),
    ...common,
  },
});

export const emulatorsched = element({
  name: 'emulatorsched',
  doc: 'The scheduling class of QEMU’s own threads.',
  manual,
  missing,
  attributes: common,
});

const yesNo = wordOf<'yes' | 'no'>('a switch', 'Yes or no.', { yes: '**yes**', no: '**no**' });

export const vcpus = element({
  name: 'vcpus',
  doc: 'The state of single vCPUs: which are online, and which can be unplugged.',
  manual: 'cpu-allocation',
  attributes: {},
  children: ['vcpu'],
});

/** libvirt src/conf/domain_conf.c virDomainVcpuParse. */
export const vcpuState = element({
  name: 'vcpu',
  doc: 'The state of one vCPU. vCPU 0 is always online.',
  manual: 'cpu-allocation',
  missing,
  attributes: {
    id: required(vcpuId, { doc: 'The vCPU.', bad: 'pinning/bad-number' }),
    enabled: required(yesNo, { doc: 'Whether it is online.', bad: 'pinning/bad-word' }),
    hotpluggable: optional(yesNo, {
      doc: 'Whether it can be unplugged.',
      bad: 'pinning/bad-word',
    }),
    order: optional(count, {
      doc: 'The order in which vCPUs are plugged in, from 1: for all online vCPUs or for none.',
      bad: 'pinning/bad-number',
    }),
  },
});

export const iothreadids = element({
  name: 'iothreadids',
  doc: 'I/O threads with numbers of their own choice; left out, they are numbered from 1.',
  manual: 'iothreads-allocation',
  attributes: {},
  children: ['iothread'],
});

/** libvirt src/conf/domain_conf.c virDomainIOThreadIDDefParseXML, virDomainDefaultIOThreadDefParse. */
const threadPool = {
  thread_pool_min: optional(
    wholeNumber<number>('a number of threads', 'How many threads.', { max: 0x7fffffff }),
    {
      doc: 'How many worker threads are kept, even when there is nothing to do.',
      bad: 'pinning/bad-number',
      since: 'since libvirt 8.5',
    },
  ),
  thread_pool_max: optional(
    wholeNumber<number>('a number of threads', 'How many threads.', { min: 1, max: 0x7fffffff }),
    {
      doc: 'The greatest number of worker threads, at least 1.',
      bad: 'pinning/bad-number',
      since: 'since libvirt 8.5',
    },
  ),
} satisfies AttributeDefinitions;

/** libvirt src/conf/domain_conf.c virDomainDefParseIOThreads. */
export const iothread = element({
  name: 'iothread',
  doc: 'One I/O thread.',
  manual: 'iothreads-allocation',
  missing,
  attributes: {
    id: required(iothreadId, { doc: 'Its number.', bad: 'pinning/bad-number' }),
    ...threadPool,
  },
  children: ['poll'],
});

const nanoseconds = (doc: string) =>
  optional(wholeNumber<number>('a number', 'A whole number.', { max: Number.MAX_SAFE_INTEGER }), {
    doc,
    bad: 'pinning/bad-number',
  });

export const poll = element({
  name: 'poll',
  doc: 'How long an I/O thread looks for work before it sleeps; QEMU’s own values serve most guests.',
  manual: 'iothreads-allocation',
  attributes: {
    max: nanoseconds('The longest time in nanoseconds; 0 for none.'),
    grow: nanoseconds('By which factor the time grows while that helps.'),
    shrink: nanoseconds('By which divisor it shrinks when it does not; 0 for at once.'),
  },
});

export const defaultiothread = element({
  name: 'defaultiothread',
  doc: 'The worker threads of QEMU’s own event loop.',
  manual: 'iothreads-allocation',
  attributes: threadPool,
});
