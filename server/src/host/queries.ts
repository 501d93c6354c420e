import { bytes } from './topology.ts';
import type { Bytes, HostNode, HostTopology, NodeId } from './topology.ts';

/**
 * The host's other nodes, nearest first: by the smallest distance from any node of `from`, ties by id. Without a stated
 * distance a node comes behind all that have one.
 */
export function nearestNodes(host: HostTopology, from: readonly NodeId[]): readonly NodeId[] {
  const start = new Set(from);
  const nearest = new Map<NodeId, number>();
  for (const node of start) {
    for (const [to, distance] of host.distances?.get(node) ?? [])
      nearest.set(to, Math.min(distance, nearest.get(to) ?? distance));
  }
  const unknown = Number.MAX_SAFE_INTEGER;
  return [...host.nodes.keys()]
    .filter((node) => !start.has(node))
    .sort((a, b) => (nearest.get(a) ?? unknown) - (nearest.get(b) ?? unknown) || a - b);
}

/** Nodes known to have no memory at all. */
export function withoutMemory(host: HostTopology): readonly NodeId[] {
  return [...host.nodes.values()].filter((node) => node.total === 0n).map((node) => node.id);
}

/** Nodes known to have no CPU. */
export function withoutCpus(host: HostTopology): readonly NodeId[] {
  return [...host.nodes.values()].filter((node) => node.cpus?.length === 0).map((node) => node.id);
}

/**
 * What a node has for ordinary pages: its total without the huge page pools, never below 0. Undefined while the total is
 * unknown; a pool of unknown size counts as empty.
 */
export function ordinaryMemory(node: HostNode): Bytes | undefined {
  if (node.total === undefined) return undefined;
  let rest: bigint = node.total;
  for (const pool of node.pools?.values() ?? []) rest -= pool.size * BigInt(pool.total ?? 0);
  return bytes(rest < 0n ? 0n : rest);
}
