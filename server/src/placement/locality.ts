import type { DomainModel, NumatuneMemory, Memnode } from '../domain/model.ts';
import { cellOfVcpu, pinnedVcpus, type PinnedVcpus } from '../domain/pins.ts';
import { bindingsOf, type Binding } from '../domain/policy.ts';
import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import type { VcpuId } from '../vocabulary/define.ts';
import { presentIn } from './nodeSets.ts';

/** vCPUs under one pin whose memory is bound by one statement. */
export interface Placed {
  readonly vcpus: readonly VcpuId[];
  readonly binding: Binding;
  /** The nodes of the binding that can give memory, ascending; at least one of them has CPUs. */
  readonly memoryNodes: readonly NodeId[];
}

/** Where the vCPUs under one pin run, and where their memory comes from. */
export interface Locality {
  readonly pinned: PinnedVcpus;
  /** The pin's CPUs that the host has, ascending. */
  readonly cpus: readonly CpuId[];
  /** Their nodes, ascending. */
  readonly cpuNodes: readonly NodeId[];
  /** One for each statement that binds memory of these vCPUs; never empty. */
  readonly placed: readonly Placed[];
}

/**
 * For every pin the host nodes of its CPUs and of the memory of its vCPUs. Left out: memory without a binding and
 * interleaved memory, which is meant to be everywhere; bindings whose nodes have no memory, or no CPU to run on.
 */
export function localitiesOf(domain: DomainModel, host: HostTopology): readonly Locality[] {
  return localities(domain)(host);
}

const localities = remembered((domain: DomainModel) =>
  remembered((host: HostTopology) =>
    [...byPin(domain)(host).values()].filter(({ cpus }) => cpus.length > 0),
  ),
);

const byPin = remembered((domain: DomainModel) =>
  remembered(
    (host: HostTopology) =>
      new Map(findLocalities(domain, host).map((one) => [one.pinned.from, one])),
  ),
);

/** The nodes of the memory of the vCPUs under a pin, which need not name a CPU that the host has. Ascending; empty where `localitiesOf` leaves it out. */
export function memoryNodesUnder(
  domain: DomainModel,
  host: HostTopology,
  from: PinnedVcpus['from'],
): readonly NodeId[] {
  return memoryNodesOf(byPin(domain)(host).get(from)?.placed ?? []);
}

/** The nodes that give the memory of all these vCPUs, ascending. */
export function memoryNodesOf(placed: readonly Placed[]): readonly NodeId[] {
  return [...new Set(placed.flatMap(({ memoryNodes }) => memoryNodes))].sort((a, b) => a - b);
}

function findLocalities(domain: DomainModel, host: HostTopology): readonly Locality[] {
  const nodeOf = nodesByCpu(host);
  const known = cpusInOrder(host);
  const bindings = new Map(bindingsOf(domain).map((binding) => [binding.cell, binding]));
  const cellOf = cellOfVcpu(domain);
  if (cellOf === undefined && domain.cells.length > 0) return [];
  const nodesOf = new Map<NumatuneMemory | Memnode, readonly NodeId[]>();
  return pinnedVcpus(domain).flatMap((pinned): Locality[] => {
    const set = pinned.cpuset.value;
    const cpus = set === undefined ? [] : known.filter(set.has);
    const placed = new Map<Binding['from'], { vcpus: VcpuId[] } & Omit<Placed, 'vcpus'>>();
    for (const vcpu of pinned.vcpus) {
      const binding = bindings.get(cellOf?.(vcpu));
      if (binding === undefined || binding.mode === 'interleave') continue;
      const part = placed.get(binding.from);
      if (part !== undefined) part.vcpus.push(vcpu);
      else {
        const memoryNodes = nodesOf.get(binding.from) ?? usefulNodes(binding, host);
        nodesOf.set(binding.from, memoryNodes);
        if (memoryNodes.length > 0)
          placed.set(binding.from, { vcpus: [vcpu], binding, memoryNodes });
      }
    }
    if (placed.size === 0) return [];
    return [{ pinned, cpus, cpuNodes: nodesOfCpus(cpus, nodeOf), placed: [...placed.values()] }];
  });
}

/** The node of each CPU that the host has. */
export const nodesByCpu = remembered((host: HostTopology): ReadonlyMap<CpuId, NodeId> => {
  const found = new Map<CpuId, NodeId>();
  for (const node of host.nodes.values())
    for (const cpu of node.cpus ?? []) found.set(cpu, node.id);
  return found;
});

const cpusInOrder = remembered((host: HostTopology): readonly CpuId[] =>
  [...nodesByCpu(host).keys()].sort((a, b) => a - b),
);

/** The nodes of CPUs, ascending; CPUs without a node are left out. */
export function nodesOfCpus(
  cpus: readonly CpuId[],
  nodeOf: ReadonlyMap<CpuId, NodeId>,
): readonly NodeId[] {
  const nodes = new Set(cpus.map((cpu) => nodeOf.get(cpu)).filter((node) => node !== undefined));
  return [...nodes].sort((a, b) => a - b);
}

function usefulNodes({ nodeset }: Binding, host: HostTopology): readonly NodeId[] {
  if (nodeset.value === undefined) return [];
  const nodes = presentIn(nodeset.value, host).filter((id) => host.nodes.get(id)?.total !== 0n);
  return nodes.some((id) => host.nodes.get(id)?.cpus?.length !== 0) ? nodes : [];
}
