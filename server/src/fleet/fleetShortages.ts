import { facetsOf, type Bytes, type HostTopology, type NodeId } from '../host/topology.ts';
import { withoutReserve } from '../placement/measures.ts';
import { pagesOn } from '../placement/pools.ts';
import type { CacheClaim } from './guestClaim.ts';
import type { SharedDemand, SharedShortage } from './sharedDemand.ts';

/** Where the guests of a host together want more than it has. */
export interface FleetShortages {
  /** Of ordinary memory without the reserve, in bytes. */
  readonly memory: readonly SharedShortage[];
  /** Of huge pages, in pages. */
  readonly pools: readonly PoolShortage[];
  /** Of parts of caches, in bytes. */
  readonly caches: readonly CacheShortage[];
}

/** A cache as it is used in one way, and what guests want of it. */
export interface CacheDemand extends Pick<CacheClaim, 'level' | 'id' | 'type'> {
  readonly demand: SharedDemand;
}

export type CacheShortage = SharedShortage & Omit<CacheDemand, 'demand'>;

export interface PoolShortage extends SharedShortage {
  readonly pageSize: Bytes;
}

/** None of memory where the size of a node is not known; page sizes of which the host has no page at all are left out, as each guest hears of that by itself. */
export function fleetShortages(
  memory: SharedDemand,
  pools: ReadonlyMap<Bytes, SharedDemand>,
  caches: readonly CacheDemand[],
  host: HostTopology,
): FleetShortages {
  const facets = facetsOf(host);
  const all: readonly NodeId[] = [...host.nodes.keys()];
  return {
    memory: facets.has('total')
      ? memory.shortages((nodes = all) =>
          nodes.reduce((sum, id) => {
            const node = host.nodes.get(id);
            return node === undefined ? sum : sum + withoutReserve(node);
          }, 0n),
        )
      : [],
    pools: [...pools].flatMap(([pageSize, demand]) => {
      const has = (nodes = all) => pagesOn(host, nodes, pageSize, ({ total }) => total);
      const everywhere = facets.has('pools') ? has() : undefined;
      if (everywhere === undefined || everywhere === 0n) return [];
      return demand.shortages(has).map((shortage) => ({ ...shortage, pageSize }));
    }),
    caches: caches.flatMap(({ demand, level, id, type }) => {
      const bank = host.resctrl?.caches.find((one) => one.level === level && one.id === id);
      const steps = bank?.controls.get(type);
      if (bank === undefined || steps === undefined) return [];
      // The host's own group keeps a part.
      const has = bank.size - steps.granularity;
      return demand.shortages(() => has).map((shortage) => ({ ...shortage, level, id, type }));
    }),
  };
}
