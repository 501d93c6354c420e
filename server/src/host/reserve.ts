import type { Bytes, HostNode } from './topology.ts';

/** What a reserve for all nodes means for one: the reserve, and never more than the node has. */
export function defaultReserve(
  total: Bytes | undefined,
  perNode: Bytes | undefined,
): Bytes | undefined {
  return perNode !== undefined && total !== undefined && total < perNode ? total : perNode;
}

/** The reserve that was stated for this very node. */
export function ownReserve(node: HostNode, perNode: Bytes | undefined): Bytes | undefined {
  return node.reserve === defaultReserve(node.total, perNode) ? undefined : node.reserve;
}
