import type { DomainModel } from '../domain/model.ts';
import { pinsOf } from '../domain/pins.ts';
import { nearestNodes } from '../host/queries.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import { nodesByCpu, nodesOfCpus } from './locality.ts';
import { withoutReserve } from './measures.ts';
import { widened } from './widened.ts';

/**
 * Nodes with memory for a guest that names none that are of use: the single node, or that with the nearest others, which
 * `accepts` takes first. Nodes nearest to `near` come first, else those of the pinned CPUs, else the roomiest.
 */
export function chooseNodes(
  domain: DomainModel,
  host: HostTopology,
  near: readonly NodeId[],
  accepts: (nodes: readonly NodeId[]) => boolean,
): readonly NodeId[] | undefined {
  const useful = new Set(
    [...host.nodes.values()].filter(({ total }) => total !== 0n).map(({ id }) => id),
  );
  const anchors = near.length > 0 ? near : pinnedNodes(domain, host);
  const candidates =
    anchors.length > 0
      ? [...anchors, ...nearestNodes(host, anchors)].filter((node) => useful.has(node))
      : roomiestFirst(host, [...useful]);
  const some = candidates.slice(0, CANDIDATES_LIMIT);
  const single = some.find((node) => accepts([node]));
  if (single !== undefined) return [single];
  const [start] = some;
  return start === undefined ? undefined : widened(host, [start], accepts);
}

const CANDIDATES_LIMIT = 16;

/** The nodes of all CPUs that pins name, ascending; none when that is every node of the host. */
export function pinnedNodes(domain: DomainModel, host: HostTopology): readonly NodeId[] {
  const cpus = pinsOf(domain).flatMap(({ cpuset }) => cpuset.value?.values ?? []);
  const nodes = nodesOfCpus(cpus, nodesByCpu(host));
  return nodes.length < host.nodes.size ? nodes : [];
}

/** By what they have beside what is kept for the host, the most first; the lower number of equals. */
export function roomiestFirst(host: HostTopology, nodes: readonly NodeId[]): readonly NodeId[] {
  const room = (id: NodeId): bigint => {
    const node = host.nodes.get(id);
    return node === undefined ? 0n : withoutReserve(node);
  };
  return [...nodes].sort((a, b) => Number(room(b) > room(a)) - Number(room(b) < room(a)) || a - b);
}
