import type { NodeId } from '../host/topology.ts';

/** What was taken from each node, and what found no place. */
export interface Filled {
  readonly taken: ReadonlyMap<NodeId, bigint>;
  readonly left: bigint;
}

/**
 * Takes an amount from nodes. Every stream gets an equal share and asks its nodes in their order; when a node is full, the
 * streams that stood at it go on to their next. `roomOf` gives what a node still has, never negative, and undefined where that
 * is not known: such a node takes everything. In whole units, exactly: taken and left sum up to the amount.
 */
export function fill(
  streams: readonly (readonly NodeId[])[],
  amount: bigint,
  roomOf: (node: NodeId) => bigint | undefined,
): Filled {
  const taken = new Map<NodeId, bigint>();
  const rest = new Map<NodeId, bigint | undefined>();
  const restOf = (node: NodeId): bigint | undefined => {
    if (!rest.has(node)) rest.set(node, roomOf(node));
    return rest.get(node);
  };
  const take = (node: NodeId, bytes: bigint): void => {
    if (bytes === 0n) return;
    taken.set(node, (taken.get(node) ?? 0n) + bytes);
    const before = restOf(node);
    if (before !== undefined) rest.set(node, before - bytes);
    left -= bytes;
  };
  let left = amount;
  const at = streams.map(() => 0);
  const standing = (stream: readonly NodeId[], i: number): NodeId | undefined => {
    let node = stream[at[i] ?? 0];
    while (node !== undefined && restOf(node) === 0n) node = stream[(at[i] = (at[i] ?? 0) + 1)];
    return node;
  };
  while (left > 0n) {
    const rates = new Map<NodeId, bigint>();
    for (const [i, stream] of streams.entries()) {
      const node = standing(stream, i);
      if (node !== undefined) rates.set(node, (rates.get(node) ?? 0n) + 1n);
    }
    if (rates.size === 0) break;
    // The bytes that do not divide go to the first nodes, one by one at most for each stream.
    const all = [...rates.values()].reduce((sum, rate) => sum + rate, 0n);
    let step = left / all;
    for (const [node, rate] of rates) {
      const room = restOf(node);
      if (room !== undefined && room / rate < step) step = room / rate;
    }
    for (const [node, rate] of rates) take(node, step * rate);
    if (step > 0n) continue;
    for (const [node, rate] of rates) {
      const room = restOf(node);
      const most = room === undefined || room > rate ? rate : room;
      take(node, most > left ? left : most);
    }
  }
  return { taken, left };
}
