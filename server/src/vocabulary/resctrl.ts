import { formatBytes } from '../host/format.ts';
import type { CacheBank, HostTopology } from '../host/topology.ts';
import { element, optional, required, type Suggestion, type ValueType } from './define.ts';
import { vcpusOrNone } from './guestCells.ts';
import { unit } from './memory.ts';
import { anyText } from './values/anyText.ts';
import { count } from './values/numbers.ts';
import { sizeNumber } from './values/size.ts';
import { wordOf } from './values/word.ts';

const manual = 'cpu-tuning';
const missing = 'pinning/missing-attribute';
const badNumber = 'pinning/bad-number';

const vcpus = (doc: string) => required(vcpusOrNone, { doc, bad: 'pinning/bad-id-set' });

/** A number that the host's description offers. */
const ofHost = (suggest: (host: HostTopology) => readonly Suggestion[]): ValueType<number> => ({
  ...count,
  suggest: ({ host }) => (host === undefined ? [] : suggest(host)),
});

const dividedCaches = ({ resctrl }: HostTopology): readonly CacheBank[] =>
  (resctrl?.caches ?? []).filter(({ controls }) => controls.size > 0);

const cacheLevel = ofHost((host) =>
  [...new Set(dividedCaches(host).map(({ level }) => level))].map((level) => ({
    text: String(level),
    detail: `caches of level ${level} can be divided`,
  })),
);

const cacheId = ofHost((host) =>
  [...new Map(dividedCaches(host).map((bank) => [bank.id, bank])).values()].map((bank) => ({
    text: String(bank.id),
    detail: `a cache of ${formatBytes(bank.size)}, level ${bank.level}`,
  })),
);

const controllerId = ofHost(({ resctrl }) =>
  [...(resctrl?.bandwidth ?? [])].map(([id, { granularity }]) => ({
    text: String(id),
    detail: `in steps of ${granularity}`,
  })),
);

/** libvirt src/conf/domain_conf.c virDomainCachetuneDefParse. */
export const cachetune = element({
  name: 'cachetune',
  doc: 'A part of the host’s caches that some vCPUs have to themselves (the kernel’s resctrl: Intel CAT, AMD QoS).',
  manual,
  missing,
  startsEmpty: true,
  attributes: {
    vcpus: vcpus('The vCPUs of this group: no other group may have some of them.'),
    id: optional(anyText('a name', 'A name.'), {
      doc: 'libvirt writes it for a running guest, and does not read it.',
      bad: 'pinning/bad-word',
    }),
  },
  children: ['cache', 'monitor'],
});

/** libvirt src/conf/domain_conf.c virDomainCachetuneDefParseCache. */
export const tunedCache = element({
  name: 'cache',
  doc: 'So much of one host cache.',
  manual,
  missing,
  usual: ['unit'],
  attributes: {
    id: required(cacheId, {
      doc: 'The **host’s cache bank** of that level, as `virsh capabilities` numbers it.',
      bad: badNumber,
    }),
    level: required(cacheLevel, { doc: 'The cache level, mostly 3.', bad: badNumber }),
    type: required(
      wordOf<'both' | 'code' | 'data'>('a cache type', 'What the cache holds.', {
        both: '**both**: code and data.',
        code: '**code**: on hosts with CDP only.',
        data: '**data**: on hosts with CDP only.',
      }),
      { doc: 'What the part is for.', bad: 'pinning/bad-word' },
    ),
    size: required(sizeNumber, {
      doc: 'A multiple of the host’s granularity.',
      bad: 'memory/bad-size',
    }),
    unit,
  },
});

/** libvirt src/conf/domain_conf.c virDomainResctrlMonDefParse. */
export const cacheMonitor = element({
  name: 'monitor',
  doc: 'Counts what some vCPUs of the group use of the last cache level.',
  manual,
  missing,
  attributes: {
    level: required(count, { doc: '3: libvirt watches no other level.', bad: badNumber }),
    vcpus: vcpus('All vCPUs of the group or some of them.'),
  },
});

/** libvirt src/conf/domain_conf.c virDomainMemorytuneDefParse. */
export const memorytune = element({
  name: 'memorytune',
  doc: 'How much memory bandwidth some vCPUs get (the kernel’s resctrl: Intel MBA).',
  manual,
  missing,
  startsEmpty: true,
  attributes: {
    vcpus: vcpus('The vCPUs of this group: those of a `<cachetune>`, or none of any other group.'),
  },
  children: ['node', 'monitor'],
});

/** libvirt src/conf/domain_conf.c virDomainMemorytuneDefParseMemory. */
export const tunedNode = element({
  name: 'node',
  doc: 'The share of one bandwidth controller.',
  manual,
  missing,
  attributes: {
    id: required(controllerId, {
      doc: 'The **host’s bandwidth controller**, mostly one for each last-level cache: not a NUMA node.',
      bad: badNumber,
    }),
    bandwidth: required(count, {
      doc: 'Percent, or MB/s where the host’s resctrl is mounted so.',
      bad: badNumber,
    }),
  },
});

/** libvirt src/conf/domain_conf.c virDomainResctrlMonDefParse. */
export const bandwidthMonitor = element({
  name: 'monitor',
  doc: 'Counts the memory bandwidth that some vCPUs of the group use.',
  manual,
  missing,
  attributes: { vcpus: vcpus('All vCPUs of the group or some of them.') },
});
