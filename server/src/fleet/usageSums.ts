import type { Bytes, NodeId } from '../host/topology.ts';
import type { Ledger, Usage } from '../placement/usage.ts';
import type { GuestClaim } from './guestClaim.ts';
import { canMeet } from './together.ts';

/** What guests take of each node in sum, each as if it were alone. Guests come and go. */
export interface UsageSums {
  readonly add: (guest: GuestClaim) => void;
  readonly take: (guest: GuestClaim) => void;
  /** Of those that can run beside all the given, these left out; of guests with one first label the greediest, node by node. */
  readonly used: (without: readonly GuestClaim[]) => Usage;
}

export function usageSums(): UsageSums {
  const free: Ledger = new Map();
  const labelled = new Set<GuestClaim>();
  const change = (guest: GuestClaim, sign: bigint): void => {
    if (guest.exclusive.length === 0) enter(free, guest, sign);
    else if (sign > 0n) labelled.add(guest);
    else labelled.delete(guest);
  };
  return {
    add: (guest) => {
      change(guest, 1n);
    },
    take: (guest) => {
      change(guest, -1n);
    },
    used: (without) => {
      const sum: Ledger = new Map([...free].map(([size, nodes]) => [size, new Map(nodes)]));
      for (const guest of without) if (guest.exclusive.length === 0) enter(sum, guest, -1n);
      for (const most of greediest(labelled, without).values())
        for (const [pageSize, nodes] of most)
          for (const [node, amount] of nodes) put(sum, pageSize, node, amount);
      return sum;
    },
  };
}

function greediest(
  labelled: Iterable<GuestClaim>,
  without: readonly GuestClaim[],
): ReadonlyMap<string, Ledger> {
  const byLabel = new Map<string, Ledger>();
  const left = new Set(without);
  for (const guest of labelled) {
    if (left.has(guest) || !without.every((one) => canMeet(one, guest))) continue;
    const [label = ''] = guest.exclusive;
    const most: Ledger = byLabel.get(label) ?? new Map<Bytes, Map<NodeId, bigint>>();
    byLabel.set(label, most);
    for (const { pageSize, node, bytes } of guest.takes) {
      const nodes = most.get(pageSize) ?? new Map<NodeId, bigint>();
      most.set(pageSize, nodes);
      if (bytes > (nodes.get(node) ?? 0n)) nodes.set(node, bytes);
    }
  }
  return byLabel;
}

function enter(sum: Ledger, { takes }: GuestClaim, sign: bigint): void {
  for (const { pageSize, node, bytes } of takes) put(sum, pageSize, node, sign * bytes);
}

/** What is nothing is not kept, so that sums do not tell how they came about. */
function put(sum: Ledger, pageSize: Bytes, node: NodeId, amount: bigint): void {
  const nodes = sum.get(pageSize) ?? new Map<NodeId, bigint>();
  const left = (nodes.get(node) ?? 0n) + amount;
  if (left === 0n) nodes.delete(node);
  else nodes.set(node, left);
  if (nodes.size === 0) sum.delete(pageSize);
  else sum.set(pageSize, nodes);
}
