import type { Bytes, NodeId } from '../host/topology.ts';
import type { Ledger, Usage } from '../placement/usage.ts';
import type { GuestClaim } from './guestClaim.ts';

/**
 * Bytes that guests take together by page size and node, each as if it were alone; of guests with one first label, which never run together, the
 * greediest, node by node.
 */
export function takenTogether(guests: Iterable<GuestClaim>): Usage {
  const sum: Ledger = new Map();
  const byLabel = new Map<string, Ledger>();
  for (const { exclusive, landing } of guests) {
    const [label] = exclusive;
    const takes = landing?.().takes ?? [];
    if (label === undefined) {
      for (const { pageSize, node, bytes } of takes)
        put(sum, pageSize, node, (before) => before + bytes);
      continue;
    }
    const most: Ledger = byLabel.get(label) ?? new Map<Bytes, Map<NodeId, bigint>>();
    byLabel.set(label, most);
    for (const { pageSize, node, bytes } of takes)
      put(most, pageSize, node, (before) => (bytes > before ? bytes : before));
  }
  for (const most of byLabel.values())
    for (const [pageSize, nodes] of most)
      for (const [node, amount] of nodes) put(sum, pageSize, node, (before) => before + amount);
  return sum;
}

function put(sum: Ledger, pageSize: Bytes, node: NodeId, change: (before: bigint) => bigint): void {
  const nodes = sum.get(pageSize) ?? new Map<NodeId, bigint>();
  nodes.set(node, change(nodes.get(node) ?? 0n));
  sum.set(pageSize, nodes);
}
