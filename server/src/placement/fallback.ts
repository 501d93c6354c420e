import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import { nodesByCpu } from './locality.ts';

/** What the placement of memory asks of a host again and again. */
export interface HostOrder {
  /** The nodes that have memory, ascending. */
  readonly withMemory: readonly NodeId[];
  /** The nodes that have CPUs, ascending; undefined when no source lists the CPUs of some node. */
  readonly withCpus: readonly NodeId[] | undefined;
  readonly nodeOfCpu: ReadonlyMap<CpuId, NodeId>;
  /** The nodes with memory in the order in which the kernel tries them for an allocation that starts at a node. */
  readonly fallback: (from: NodeId) => readonly NodeId[];
}

/** Hosts are values that never change, and there are few: a fleet must not lay out the same order for every guest. */
const known = new WeakMap<HostTopology, HostOrder>();

/** The order of a host's nodes; laid out once for each host. */
export function orderOf(host: HostTopology): HostOrder {
  const before = known.get(host);
  if (before !== undefined) return before;
  const nodes = [...host.nodes.values()];
  const withMemory = nodes.filter(({ total }) => total !== 0n).map(({ id }) => id);
  let orders: ReadonlyMap<NodeId, readonly NodeId[]> | undefined;
  const order: HostOrder = {
    withMemory,
    withCpus: nodes.every(({ cpus }) => cpus !== undefined)
      ? nodes.filter(({ cpus }) => cpus?.length !== 0).map(({ id }) => id)
      : undefined,
    nodeOfCpu: nodesByCpu(host),
    fallback: (from) => (orders ??= fallbackOrders(host, withMemory)).get(from) ?? withMemory,
  };
  known.set(host, order);
  return order;
}

const LOCAL = 10;
/** What Linux assumes where the firmware states no distance (include/linux/topology.h REMOTE_DISTANCE). */
const REMOTE = 20;

/**
 * For each node the nodes with memory as the kernel falls back on them (Linux mm/page_alloc.c build_zonelists and
 * find_next_best_node; measured): itself, then by distance, 1 more for nodes with lower numbers and 1 more for nodes with
 * CPUs; of equals the one that fewer nodes before have as a first neighbour, then the lower number.
 */
function fallbackOrders(
  host: HostTopology,
  withMemory: readonly NodeId[],
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const distance = (from: NodeId, to: NodeId): number =>
    host.distances?.get(from)?.get(to) ?? (from === to ? LOCAL : REMOTE);
  const chosen = new Map<NodeId, number>();
  const orders = new Map<NodeId, readonly NodeId[]>();
  for (const from of host.nodes.keys()) {
    const cost = (to: NodeId): number =>
      distance(from, to) + (to < from ? 1 : 0) + (host.nodes.get(to)?.cpus?.length === 0 ? 0 : 1);
    const others = withMemory
      .filter((to) => to !== from)
      .map((to) => ({ to, cost: cost(to), chosen: chosen.get(to) ?? 0 }))
      .sort((a, b) => a.cost - b.cost || a.chosen - b.chosen || a.to - b.to)
      .map(({ to }) => to);
    let last = distance(from, from);
    for (const to of others) {
      const next = distance(from, to);
      if (next !== last) chosen.set(to, (chosen.get(to) ?? 0) + 1);
      last = next;
    }
    orders.set(from, host.nodes.get(from)?.total === 0n ? others : [from, ...others]);
  }
  return orders;
}
