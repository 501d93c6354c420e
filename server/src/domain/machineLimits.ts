import { compareVersions, type Version, type Versions } from '../host/topology.ts';
import { architectureOf, isX86, machineOf } from './guestMachine.ts';
import type { DomainModel } from './model.ts';

/** From which release of the machine on it can have how many vCPUs; the newest first. */
type Limits = readonly (readonly [since: Version, most: number])[];

const X86: ReadonlyMap<string, Limits> = new Map<string, Limits>([
  ['isapc', [[[], 1]]],
  ['microvm', [[[], 288]]],
  [
    'pc-q35',
    [
      [[9, 0], 4096],
      [[8, 1], 1024],
      [[2, 8], 288],
      [[], 255],
    ],
  ],
]);
const VIRT: Limits = [
  [[3, 0], 512],
  [[], 255],
];
const OTHERS: ReadonlyMap<string | undefined, ReadonlyMap<string, Limits>> = new Map([
  ['aarch64', new Map([['virt', VIRT]])],
  ['riscv64', new Map<string, Limits>([['virt', [[[], 512]]]])],
  ['loongarch64', new Map<string, Limits>([['virt', [[[], 256]]]])],
  ['s390x', new Map<string, Limits>([['s390-ccw-virtio', [[[], 248]]]])],
]);

/**
 * The most vCPUs that the machine can have, as QEMU 10 states it (cpu-max of query-machines; libvirt src/qemu/qemu_validate.c
 * qemuValidateDomainVCpuTopology compares with it). A name without a release is that of QEMU's own, or where that is not stated the
 * newest known. undefined for
 * machines of distributions, for pc, of which more is to be said, and all others.
 */
export function vcpuLimitOf(domain: DomainModel, { qemu }: Versions): number | undefined {
  const arch = architectureOf(domain);
  const machine = machineOf(domain) ?? '';
  const [, name = '', release] = /^(.+?)(?:-(\d+(?:\.\d+)+))?$/.exec(machine) ?? [];
  const family = name === 'q35' ? 'pc-q35' : name;
  const limits = (isX86(arch) ? X86 : OTHERS.get(arch))?.get(family);
  const version = release === undefined ? qemu : release.split('.').map(Number);
  return limits?.find(
    ([since]) => version === undefined || compareVersions(version, since) >= 0,
  )?.[1];
}
