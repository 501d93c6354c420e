import { nearestNodes } from '../host/queries.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';

/** Nobody binds a guest to more nodes than so many beyond those that were written. */
const STEPS_LIMIT = 16;

/**
 * Nodes with as many of the nearest others that have memory as `accepts` asks for, ascending; undefined when it accepts none.
 * Without any node to start from, the other nodes come in the order of their ids.
 */
export function widened(
  host: HostTopology,
  from: readonly NodeId[],
  accepts: (nodes: readonly NodeId[]) => boolean,
): readonly NodeId[] | undefined {
  const nodes = [...from];
  const others = nearestNodes(host, from).filter((node) => host.nodes.get(node)?.total !== 0n);
  for (const node of others.slice(0, STEPS_LIMIT)) {
    nodes.push(node);
    nodes.sort((a, b) => a - b);
    if (accepts(nodes)) return [...nodes];
  }
  return undefined;
}
