import { isPreallocated } from '../domain/demand.ts';
import type { Cell, DomainModel } from '../domain/model.ts';
import { cellOfVcpu, generalCpuset, pinnedVcpus, vcpuCountOf } from '../domain/pins.ts';
import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import { orderOf } from './fallback.ts';
import type { Part } from './landing.ts';
import { presentIn } from './nodeSets.ts';

/**
 * For a part of the guest the nodes of the CPUs that touch it first, ascending; empty when that is not known. Memory that is
 * taken at start is touched where the emulator runs, else by threads on the CPUs of the nodes that it is bound to (libvirt
 * src/qemu/qemu_command.c qemuBuildThreadContextProps), else where `<vcpu cpuset>` puts QEMU; all other memory by the vCPUs.
 */
export function touchingOf(
  domain: DomainModel,
  host: HostTopology,
): (part: Part) => readonly NodeId[] {
  const { nodeOfCpu, withCpus } = orderOf(host);
  const nodesOf = (sets: readonly (IdSet<CpuId> | undefined)[]): readonly NodeId[] => {
    const nodes = new Set<NodeId>();
    for (const set of new Set(sets)) {
      if (set === undefined) return [];
      const cpus = set.size < nodeOfCpu.size ? set.values : [...nodeOfCpu.keys()].filter(set.has);
      for (const cpu of cpus) {
        const node = nodeOfCpu.get(cpu);
        if (node !== undefined) nodes.add(node);
      }
    }
    return [...nodes].sort((a, b) => a - b);
  };
  const [emulatorpin] = domain.emulatorpins;
  const emulator = nodesOf([(emulatorpin?.cpuset ?? generalCpuset(domain))?.value]);
  const vcpus = vcpuSetsByCell(domain);
  const atStart = new Map<Cell | undefined, boolean>();
  const isTakenAtStart = (cell: Cell | undefined): boolean => {
    const before = atStart.get(cell) ?? isPreallocated(domain, cell);
    atStart.set(cell, before);
    return before;
  };
  return ({ kind, cell, binding, isOverhead }) => {
    if (isOverhead) return emulator;
    if (kind.kind === 'ordinary' && !isTakenAtStart(cell)) return nodesOf(vcpus(cell));
    if (emulatorpin !== undefined || binding?.nodeset.value === undefined) return emulator;
    if (binding.mode === 'restrictive') return emulator;
    const bound = presentIn(binding.nodeset.value, host);
    return bound.filter((node) => withCpus?.includes(node) === true);
  };
}

/** The CPU sets of the vCPUs of a cell, or of all for `undefined`; an undefined one for vCPUs that have none. */
function vcpuSetsByCell(
  domain: DomainModel,
): (cell: Cell | undefined) => readonly (IdSet<CpuId> | undefined)[] {
  const count = vcpuCountOf(domain) ?? 0;
  const cellOf = cellOfVcpu(domain);
  const sets = new Map<Cell | undefined, (IdSet<CpuId> | undefined)[]>();
  const pinned = new Set<number>();
  const put = (cell: Cell | undefined, set: IdSet<CpuId> | undefined): void => {
    const known = sets.get(cell);
    if (known === undefined) sets.set(cell, [set]);
    else if (known.at(-1) !== set) known.push(set);
  };
  for (const { vcpus, cpuset } of pinnedVcpus(domain))
    for (const vcpu of vcpus) {
      pinned.add(vcpu);
      put(cellOf?.(vcpu), cpuset.value);
    }
  if (domain.cells.length === 0) {
    const all = sets.get(undefined) ?? [];
    return () => (pinned.size < count ? [] : all);
  }
  const unpinned = [...Array(Math.min(count, VCPUS_LIMIT)).keys()].filter((id) => !pinned.has(id));
  for (const vcpu of unpinned)
    put(cellOf?.(vcpu as Parameters<NonNullable<typeof cellOf>>[0]), undefined);
  return (cell) => sets.get(cell) ?? [];
}

/** More vCPUs than any guest has: a typing error, and no reason to count them. */
const VCPUS_LIMIT = 16384;
