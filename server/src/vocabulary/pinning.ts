import { cpuTimes } from './cpuTime.ts';
import { element, optional, required } from './define.ts';
import { count, iothreadId, vcpuCount, vcpuId } from './values/numbers.ts';
import { vcpuPlacement } from './values/placement.ts';
import { hostCpuSet } from './values/sets.ts';

const bad = 'pinning/bad-cpu-set';
const missing = 'pinning/missing-attribute';

/** libvirt src/conf/domain_conf.c virDomainVcpuParse. */
export const vcpu = element({
  name: 'vcpu',
  doc: 'The greatest number of vCPUs, and the host CPUs on which they (and the emulator and I/O threads) run unless pinned.',
  manual: 'cpu-allocation',
  usual: ['placement'],
  attributes: {
    placement: optional(vcpuPlacement, {
      doc: 'CPUs by hand (`static`) or by numad (`auto`).',
      bad: 'pinning/bad-word',
    }),
    cpuset: optional(hostCpuSet, {
      doc: 'Host CPUs for vCPUs, emulator and I/O threads without a pin of their own. Ignored and deleted when the placement is `auto`.',
      bad,
    }),
    current: optional(vcpuCount, {
      doc: 'How many vCPUs are online when the guest starts.',
      bad: 'pinning/bad-number',
    }),
  },
  content: { type: vcpuCount, doc: 'The greatest number of vCPUs.', bad: 'pinning/bad-number' },
});

export const cputune = element({
  name: 'cputune',
  doc: 'Pins and scheduling of vCPUs, emulator and I/O threads.',
  manual: 'cpu-tuning',
  attributes: {},
  children: [
    'vcpupin',
    'emulatorpin',
    'iothreadpin',
    'vcpusched',
    'iothreadsched',
    'emulatorsched',
    'shares',
    ...cpuTimes.map(({ name }) => name),
    'cachetune',
    'memorytune',
  ],
});

/** libvirt src/conf/domain_conf.c virDomainVcpuPinDefParseXML. */
export const vcpupin = element({
  name: 'vcpupin',
  doc: 'The host CPUs on which one vCPU may run.',
  manual: 'cpu-tuning',
  missing,
  attributes: {
    vcpu: required(vcpuId, {
      doc: 'The vCPU; a number that the guest does not have is dropped by libvirt without an error.',
      bad: 'pinning/bad-number',
    }),
    cpuset: required(hostCpuSet, { doc: 'The host CPUs for this vCPU.', bad }),
  },
});

export const emulatorpin = element({
  name: 'emulatorpin',
  doc: 'The host CPUs for QEMU’s own threads, which also load the first memory.',
  manual: 'cpu-tuning',
  missing,
  attributes: { cpuset: required(hostCpuSet, { doc: 'The host CPUs for the emulator.', bad }) },
});

export const iothreadpin = element({
  name: 'iothreadpin',
  doc: 'The host CPUs for one I/O thread.',
  manual: 'cpu-tuning',
  missing,
  attributes: {
    iothread: required(iothreadId, { doc: 'The I/O thread.', bad: 'pinning/bad-number' }),
    cpuset: required(hostCpuSet, { doc: 'The host CPUs for this I/O thread.', bad }),
  },
});

export const iothreads = element({
  name: 'iothreads',
  doc: 'How many I/O threads the guest has.',
  manual: 'iothreads-allocation',
  attributes: {},
  content: { type: count, doc: 'How many I/O threads.', bad: 'pinning/bad-number' },
});
