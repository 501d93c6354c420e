import type { DomainModel } from '../domain/model.ts';
import { ordinaryMemory } from '../host/queries.ts';
import { bytes, type Bytes, type HostNode, type HostTopology } from '../host/topology.ts';
import { shortagesOf } from './capacity.ts';
import { poolShortagesOf } from './pools.ts';

/** Whether memory and huge pages that are bound to nodes fit them, with what each node keeps for the host left alone. */
export function fits(domain: DomainModel, host: HostTopology): boolean {
  return (
    shortagesOf(domain, host, withoutReserve).length === 0 &&
    poolShortagesOf(domain, host, ({ total }) => total).length === 0
  );
}

/** A node's ordinary memory without the part kept for the host; 0 where the total is unknown. */
export function withoutReserve(node: HostNode): Bytes {
  const rest = (ordinaryMemory(node) ?? 0n) - (node.reserve ?? 0n);
  return bytes(rest < 0n ? 0n : rest);
}
