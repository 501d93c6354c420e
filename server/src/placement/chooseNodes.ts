import type { DomainModel } from '../domain/model.ts';
import { cellOfVcpu, pinnedVcpus, pinsOf } from '../domain/pins.ts';
import { bindingsOf } from '../domain/policy.ts';
import { nearestNodes } from '../host/queries.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import type { CellId } from '../vocabulary/define.ts';
import { nodesByCpu, nodesOfCpus } from './locality.ts';
import { withoutReserve } from './measures.ts';
import { widened } from './widened.ts';

/** For what nodes are chosen. */
export interface Wish {
  /** The cell whose memory it is; undefined: the whole guest. */
  readonly cell?: CellId | undefined;
  /** Nodes near which the memory should be; empty: those of the pinned CPUs. */
  readonly near: readonly NodeId[];
}

/**
 * Nodes with memory for a guest or a cell that names none that are of use: the single node, or that with the nearest others,
 * which `accepts` takes first. Nodes near to the wished ones come first, else the roomiest that no other cell is bound to.
 */
export function chooseNodes(
  domain: DomainModel,
  host: HostTopology,
  { cell, near }: Wish,
  accepts: (nodes: readonly NodeId[]) => boolean,
): readonly NodeId[] | undefined {
  const useful = new Set(
    [...host.nodes.values()].filter(({ total }) => total !== 0n).map(({ id }) => id),
  );
  const anchors = near.length > 0 ? near : pinnedNodes(domain, host, cell);
  const candidates =
    anchors.length > 0
      ? [...anchors, ...nearestNodes(host, anchors)].filter((node) => useful.has(node))
      : untakenFirst(domain, cell, roomiestFirst(host, [...useful]));
  const some = candidates.slice(0, CANDIDATES_LIMIT);
  const single = some.find((node) => accepts([node]));
  if (single !== undefined) return [single];
  const [start] = some;
  return start === undefined ? undefined : widened(host, [start], accepts);
}

const CANDIDATES_LIMIT = 16;

/**
 * The nodes of all CPUs on which the vCPUs of a cell are pinned, or for `undefined` all pins of the guest, ascending; none
 * when that is every node of the host.
 */
export function pinnedNodes(
  domain: DomainModel,
  host: HostTopology,
  cell: CellId | undefined,
): readonly NodeId[] {
  const cellOf = cellOfVcpu(domain);
  const pins =
    cell === undefined
      ? pinsOf(domain)
      : pinnedVcpus(domain).filter(({ vcpus }) =>
          vcpus.some((vcpu) => cellOf?.(vcpu)?.cellId === cell),
        );
  const cpus = pins.flatMap(({ cpuset }) => cpuset.value?.values ?? []);
  const nodes = nodesOfCpus(cpus, nodesByCpu(host));
  return nodes.length < host.nodes.size ? nodes : [];
}

/** The same nodes, those last to which other cells are bound. */
function untakenFirst(
  domain: DomainModel,
  cell: CellId | undefined,
  nodes: readonly NodeId[],
): readonly NodeId[] {
  if (cell === undefined) return nodes;
  const others = bindingsOf(domain).filter((binding) => binding.cell?.cellId !== cell);
  const isTaken = (node: NodeId) => others.some(({ nodeset }) => nodeset.value?.has(node) === true);
  const taken = nodes.filter(isTaken);
  return [...nodes.filter((node) => !taken.includes(node)), ...taken];
}

/** By what they have beside what is kept for the host, the most first; the lower number of equals. */
export function roomiestFirst(host: HostTopology, nodes: readonly NodeId[]): readonly NodeId[] {
  const room = (id: NodeId): bigint => {
    const node = host.nodes.get(id);
    return node === undefined ? 0n : withoutReserve(node);
  };
  return [...nodes].sort((a, b) => Number(room(b) > room(a)) - Number(room(b) < room(a)) || a - b);
}
