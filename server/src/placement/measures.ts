import { ordinaryMemory } from '../host/queries.ts';
import { bytes, type Bytes, type HostNode } from '../host/topology.ts';

/** What a node has for ordinary pages: without its huge page pools; 0 where the total is unknown. */
export function ordinary(node: HostNode): Bytes {
  return ordinaryMemory(node) ?? bytes(0n);
}

/** `ordinary` without the part that is kept for the host. */
export function withoutReserve(node: HostNode): Bytes {
  const rest = ordinary(node) - (node.reserve ?? 0n);
  return bytes(rest < 0n ? 0n : rest);
}

/** MemFree at the time of capture, without page cache; 0 where it is unknown. */
export function free(node: HostNode): Bytes {
  return node.free ?? bytes(0n);
}
