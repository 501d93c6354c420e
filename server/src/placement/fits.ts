import type { DomainModel } from '../domain/model.ts';
import type { HostTopology } from '../host/topology.ts';
import { shortagesOf } from './capacity.ts';
import { withoutReserve } from './measures.ts';
import { poolShortagesOf } from './pools.ts';

/** Whether memory and huge pages that are bound to nodes fit them, with what each node keeps for the host left alone. */
export function fits(domain: DomainModel, host: HostTopology): boolean {
  return (
    shortagesOf(domain, host, withoutReserve).length === 0 &&
    poolShortagesOf(domain, host, ({ total }) => total).length === 0
  );
}
