import type { Bytes, CpuId, HostTopology } from '../host/topology.ts';
import { cpuSharers } from './cpuSharers.ts';
import type { GuestClaim } from './guestClaim.ts';
import { countedOnce } from './identity.ts';
import { fleetShortages, type CacheDemand, type FleetShortages } from './fleetShortages.ts';
import { sharedDemand, type SharedDemand } from './sharedDemand.ts';
import { compareClaims } from './together.ts';

/**
 * The guests of one host. A file's guests are set in time proportional to them and to the other files that speak of the same guests; what is asked
 * next costs what the sums cost. Whatever the order of changes, the same files give the same answers.
 */
export interface Fleet {
  /** From now on these are the file's guests; none: the file is forgotten. */
  readonly set: (file: string, guests: readonly GuestClaim[]) => void;
  /** Grows with every change. */
  readonly version: () => number;
  /** How many guests there are, each counted once. */
  readonly guestCount: () => number;
  /** The guests that are counted, in no order that means something. */
  readonly guests: () => Iterable<GuestClaim>;
  /** The guests of a file that are counted, in the file's order. */
  readonly guestsOf: (file: string) => readonly GuestClaim[];
  /** The demand for ordinary memory that may come from some nodes only. */
  readonly memory: () => SharedDemand;
  /** The demand for huge pages, by page size, in pages. */
  readonly pools: () => ReadonlyMap<Bytes, SharedDemand>;
  /** Where its guests together want more than a host has. */
  readonly shortages: (host: HostTopology) => FleetShortages;
  /** Up to `limit` other guests that run beside this one and keep a vCPU on the CPU, by file. */
  readonly sharersOf: (cpu: CpuId, guest: GuestClaim, limit: number) => readonly GuestClaim[];
}

export function createFleet(): Fleet {
  const byFile = new Map<string, readonly GuestClaim[]>();
  const byUuid = new Map<string, Set<GuestClaim>>();
  const byName = new Map<string, Set<GuestClaim>>();
  /** Guests of which it is still to be said whether they count. */
  const unsettled = new Set<GuestClaim>();
  const counted = new Set<GuestClaim>();
  const memory = sharedDemand();
  const pools = new Map<Bytes, SharedDemand>();
  const caches = new Map<string, CacheDemand>();
  const cpus = cpuSharers();
  let version = 0;
  let found:
    | { readonly version: number; readonly host: HostTopology; readonly all: FleetShortages }
    | undefined;

  function add(guest: GuestClaim): void {
    index(byUuid, guest.uuid, guest);
    index(byName, guest.name, guest);
    unsettled.add(guest);
  }

  function remove(guest: GuestClaim): void {
    for (const other of kinOf(guest))
      for (const one of other) if (one !== guest) unsettled.add(one);
    unsettled.delete(guest);
    unindex(byUuid, guest.uuid, guest);
    unindex(byName, guest.name, guest);
    if (counted.delete(guest)) account(guest, 'take');
  }

  function kinOf({ uuid, name }: GuestClaim): ReadonlySet<GuestClaim>[] {
    const ofUuid = uuid === undefined ? undefined : byUuid.get(uuid);
    const ofName = name === undefined ? undefined : byName.get(name);
    return [ofUuid, ofName].filter((kin) => kin !== undefined);
  }

  /** Which of those count that speak of one guest depends on all of them, and on no others. */
  function settle(): void {
    const seen = new Set<GuestClaim>();
    for (const start of unsettled) {
      if (seen.has(start)) continue;
      const kin = allRelatives(start);
      for (const one of kin) seen.add(one);
      const standsFor = kin.length === 1 ? undefined : countedOnce(kin.sort(compareClaims));
      for (const guest of kin) {
        const isFirst = standsFor === undefined || standsFor.get(guest) === guest;
        if (isFirst === counted.has(guest)) continue;
        if (isFirst) counted.add(guest);
        else counted.delete(guest);
        account(guest, isFirst ? 'add' : 'take');
      }
    }
    unsettled.clear();
  }

  function allRelatives(start: GuestClaim): GuestClaim[] {
    const found = new Set([start]);
    const keys = new Set<ReadonlySet<GuestClaim>>();
    for (const guest of found)
      for (const kin of kinOf(guest)) {
        if (keys.has(kin)) continue;
        keys.add(kin);
        for (const one of kin) found.add(one);
      }
    return [...found];
  }

  function account(guest: GuestClaim, change: 'add' | 'take'): void {
    for (const { nodes, need } of guest.memory) memory[change](guest, nodes, need);
    for (const { pageSize, nodes, pages } of guest.pages) {
      const pool = pools.get(pageSize) ?? sharedDemand();
      pools.set(pageSize, pool);
      pool[change](guest, nodes, pages);
      if (pool.isEmpty()) pools.delete(pageSize);
    }
    for (const { level, id, type, bytes } of guest.caches ?? []) {
      const key = `${level} ${id} ${type}`;
      const cache = caches.get(key) ?? { level, id, type, demand: sharedDemand() };
      caches.set(key, cache);
      cache.demand[change](guest, undefined, bytes);
      if (cache.demand.isEmpty()) caches.delete(key);
    }
    cpus[change](guest);
  }

  const settled =
    <A extends readonly unknown[], T>(answer: (...asked: A) => T) =>
    (...asked: A): T => {
      settle();
      return answer(...asked);
    };

  return {
    set: (file, guests) => {
      const before = byFile.get(file) ?? [];
      if (before.length === 0 && guests.length === 0) return;
      version++;
      for (const guest of before) remove(guest);
      for (const guest of guests) add(guest);
      if (guests.length === 0) byFile.delete(file);
      else byFile.set(file, guests);
    },
    version: () => version,
    guestCount: settled(() => counted.size),
    guests: settled((): Iterable<GuestClaim> => counted),
    guestsOf: settled((file: string) =>
      (byFile.get(file) ?? []).filter((guest) => counted.has(guest)),
    ),
    memory: settled(() => memory),
    pools: settled((): ReadonlyMap<Bytes, SharedDemand> => pools),
    shortages: settled((host: HostTopology) => {
      if (found?.version !== version || found.host !== host)
        found = { version, host, all: fleetShortages(memory, pools, [...caches.values()], host) };
      return found.all;
    }),
    sharersOf: settled(cpus.of),
  };
}

function index<K>(sets: Map<K, Set<GuestClaim>>, key: K | undefined, guest: GuestClaim): void {
  if (key === undefined) return;
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([guest]));
  else set.add(guest);
}

function unindex<K>(sets: Map<K, Set<GuestClaim>>, key: K | undefined, guest: GuestClaim): void {
  if (key === undefined) return;
  const set = sets.get(key);
  if (set?.delete(guest) === true && set.size === 0) sets.delete(key);
}
