import { backingsOf } from '../domain/demand.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { bindingsOf, memoryPolicy, type Binding } from '../domain/policy.ts';
import type { Written } from '../domain/read.ts';
import { isStatedBefore } from '../domain/versions.ts';
import type { HostTopology, NodeId, Versions } from '../host/topology.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import { presentIn } from './nodeSets.ts';

/** A set of nodes without any CPU that keeps the guest from starting. */
export interface CpulessSet {
  readonly from: NumatuneMemory | Memnode;
  readonly nodeset: Written<IdSet<NodeId>>;
  /** Ascending. */
  readonly nodes: readonly NodeId[];
  /** affinity: QEMU is to start on the CPUs of strict nodes; allocation: threads that take the memory are to run there. */
  readonly reason: 'affinity' | 'allocation';
}

/**
 * The sets that fail for want of a CPU. For strict and at most one cell QEMU starts on the CPUs of the nodes (libvirt
 * src/qemu/qemu_process.c qemuProcessInitCpuAffinity); memory that is allocated at start is taken by threads on the CPUs of
 * its nodes (src/qemu/qemu_command.c qemuBuildThreadContextProps, libvirt 8.10 with QEMU 7.2), unless an `<emulatorpin>`
 * keeps them elsewhere.
 */
export function cpulessSetsOf(
  domain: DomainModel,
  host: HostTopology,
  versions: Versions,
): readonly CpulessSet[] {
  const found = new Map<CpulessSet['from'], CpulessSet>();
  const add = (
    { from, nodeset }: Pick<Binding, 'from' | 'nodeset'>,
    reason: CpulessSet['reason'],
  ) => {
    const nodes = found.has(from) ? undefined : cpuless(nodeset, host);
    if (nodes !== undefined) found.set(from, { from, nodeset, nodes, reason });
  };
  const policy = memoryPolicy(domain);
  const memory = domain.numatune?.memory;
  if (memory !== undefined && policy.kind === 'static' && policy.mode === 'strict')
    if (domain.cells.length <= 1) add({ from: memory, nodeset: policy.nodeset }, 'affinity');
  if (!usesNodeThreads(domain, versions)) return [...found.values()];
  const isAllocated = allocatedAtStart(domain);
  for (const binding of bindingsOf(domain))
    if (isAllocated(binding.cell)) add(binding, 'allocation');
  return [...found.values()];
}

/** The set's nodes when the host has all of them and none has a CPU. */
function cpuless({ value: set }: Written<IdSet<NodeId>>, host: HostTopology) {
  if (set === undefined) return undefined;
  const nodes = presentIn(set, host);
  if (nodes.length < set.size) return undefined;
  return nodes.every((node) => host.nodes.get(node)?.cpus?.length === 0) ? nodes : undefined;
}

function usesNodeThreads(domain: DomainModel, { libvirt, qemu }: Versions): boolean {
  if (domain.emulatorpins.length > 0) return false;
  return !isStatedBefore(libvirt, [8, 10]) && !isStatedBefore(qemu, [7, 2]);
}

/** Huge pages are taken at start, and everything with immediate allocation. */
function allocatedAtStart(domain: DomainModel): (cell: Binding['cell']) => boolean {
  if (domain.memoryBacking?.allocation?.mode?.value === 'immediate') return () => true;
  const backingOf = backingsOf(domain);
  return (cell) => backingOf(cell).kind === 'huge';
}
