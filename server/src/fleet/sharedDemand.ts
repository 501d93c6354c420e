import type { NodeId } from '../host/topology.ts';
import { unionsOf } from '../placement/capacity.ts';
import { firstOf } from './firstOf.ts';
import type { GuestClaim } from './guestClaim.ts';
import { compareClaims, runTogether } from './together.ts';

/** What guests want of something that nodes have: memory, or pages of one size. Guests come and go. */
export interface SharedDemand {
  /** `nodes`: the only ones that may give it, ascending; undefined: any. */
  readonly add: (guest: GuestClaim, nodes: readonly NodeId[] | undefined, amount: bigint) => void;
  /** Takes back what the same call of `add` added. */
  readonly take: (guest: GuestClaim, nodes: readonly NodeId[] | undefined, amount: bigint) => void;
  /**
   * Where guests that run together want more than there is: for each set of nodes that bounds some, each union of overlapping sets, and at last all nodes.
   * Of nested sets the smallest is told; who wants too much by itself is left out. `has`: what nodes have, undefined where that is not known.
   */
  readonly shortages: (
    has: (nodes: readonly NodeId[] | undefined) => bigint | undefined,
  ) => readonly SharedShortage[];
  readonly isEmpty: () => boolean;
}

export interface SharedShortage {
  /** Ascending; undefined: all of the host. */
  readonly nodes: readonly NodeId[] | undefined;
  readonly has: bigint;
  /** How it looks from one of the guests; undefined for a guest that has no part in it. */
  readonly of: (guest: GuestClaim) => PartInShortage | undefined;
}

export interface PartInShortage {
  /** What it wants together with guests beside which it runs: more than there is. */
  readonly need: bigint;
  readonly mine: bigint;
  /** How many guests these are, itself not counted: at least one. */
  readonly otherCount: number;
  /** Those that want most, at most 16. */
  readonly others: readonly Share[];
}

export interface Share {
  readonly guest: GuestClaim;
  readonly amount: bigint;
}

/** Nobody follows more places than so many. */
const OTHERS_LIMIT = 16;

interface Group {
  readonly nodes: readonly NodeId[] | undefined;
  /** Of guests that run beside all others. */
  readonly free: Map<GuestClaim, bigint>;
  readonly labelled: Map<GuestClaim, bigint>;
  freeSum: bigint;
  labelledSum: bigint;
}

/** A set of nodes, and the groups whose memory must come from it. */
interface Bound {
  readonly nodes: readonly NodeId[] | undefined;
  readonly inside: readonly Group[];
}

export function sharedDemand(): SharedDemand {
  const groups = new Map<string, Group>();
  let bounds: readonly Bound[] | undefined;

  function change(guest: GuestClaim, nodes: readonly NodeId[] | undefined, amount: bigint): void {
    const key = nodes?.join() ?? '';
    const group = groups.get(key) ?? emptyGroup(nodes);
    if (!groups.has(key)) {
      groups.set(key, group);
      bounds = undefined;
    }
    const isFree = guest.exclusive.length === 0;
    const members = isFree ? group.free : group.labelled;
    const left = (members.get(guest) ?? 0n) + amount;
    if (left === 0n) members.delete(guest);
    else members.set(guest, left);
    if (isFree) group.freeSum += amount;
    else group.labelledSum += amount;
    if (group.free.size > 0 || group.labelled.size > 0) return;
    groups.delete(key);
    bounds = undefined;
  }

  return {
    add: change,
    take: (guest, nodes, amount) => {
      change(guest, nodes, -amount);
    },
    isEmpty: () => groups.size === 0,
    shortages: (has) => {
      const found: SharedShortage[] = [];
      bounds ??= boundsOf([...groups].sort(byKey).map(([, group]) => group));
      for (const { nodes, inside } of bounds) {
        const set = nodes && new Set(nodes);
        if (found.some((known) => known.nodes?.every((node) => set?.has(node) ?? true))) continue;
        const amount = has(nodes);
        const most = inside.reduce(
          (sum, { freeSum, labelledSum }) => sum + freeSum + labelledSum,
          0n,
        );
        if (amount === undefined || most <= amount) continue;
        const shortage = shortageIn({ nodes, inside }, amount);
        if (shortage !== undefined) found.push(shortage);
      }
      return found;
    },
  };
}

const emptyGroup = (nodes: Group['nodes']): Group => ({
  ...{ nodes, free: new Map(), labelled: new Map() },
  ...{ freeSum: 0n, labelledSum: 0n },
});

/** What is found must not hang on the order in which guests came. */
const byKey = ([a]: readonly [string, Group], [b]: readonly [string, Group]): number =>
  a < b ? -1 : 1;

/** Smaller sets first, the whole host last. */
function boundsOf(groups: readonly Group[]): readonly Bound[] {
  const bound = groups.flatMap((group) =>
    group.nodes === undefined ? [] : [{ ...group, nodes: group.nodes, group }],
  );
  const unions = unionsOf(bound).map((nodes): Bound => {
    const set = new Set(nodes);
    const inside = bound.filter((one) => one.nodes.every((node) => set.has(node)));
    return { nodes, inside: inside.map(({ group }) => group) };
  });
  return bound.length === groups.length
    ? unions
    : [...unions, { nodes: undefined, inside: groups }];
}

/** Undefined where no guests that run together want too much. */
function shortageIn({ nodes, inside }: Bound, has: bigint): SharedShortage | undefined {
  const isPart = ({ amount }: Share): boolean => amount <= has;
  const labelled = sharesIn(inside.map((group) => group.labelled))
    .filter(isPart)
    .sort(compareShares);
  const free = sharesIn(inside.map((group) => group.free)).filter(isPart);
  const freeNeed = sumOf(free);
  const best = runTogether(labelled);
  if (freeNeed + sumOf(best) <= has || free.length + best.length < 2) return undefined;
  let freeTop: readonly Share[] | undefined;
  return {
    nodes,
    has,
    of: (guest) => {
      const isFree = guest.exclusive.length === 0;
      let mine = 0n;
      for (const group of inside) mine += (isFree ? group.free : group.labelled).get(guest) ?? 0n;
      if (mine === 0n || mine > has) return undefined;
      const beside = isFree ? best : runTogether([{ guest, amount: mine }, ...labelled]);
      const need = freeNeed + sumOf(beside);
      const otherCount = free.length + beside.length - 1;
      if (need <= has || otherCount < 1) return undefined;
      freeTop ??= firstOf(free, compareShares, OTHERS_LIMIT + 1);
      const all = [...freeTop, ...beside].filter((share) => share.guest !== guest);
      const others = firstOf(all, compareShares, OTHERS_LIMIT);
      return { need, mine, otherCount, others };
    },
  };
}

function sharesIn(members: readonly ReadonlyMap<GuestClaim, bigint>[]): Share[] {
  const sums = new Map<GuestClaim, bigint>();
  for (const one of members)
    for (const [guest, amount] of one) sums.set(guest, (sums.get(guest) ?? 0n) + amount);
  return [...sums].map(([guest, amount]) => ({ guest, amount }));
}

/** The greatest first. */
function compareShares(a: Share, b: Share): number {
  if (a.amount !== b.amount) return a.amount > b.amount ? -1 : 1;
  return compareClaims(a.guest, b.guest);
}

const sumOf = (shares: readonly Share[]): bigint =>
  shares.reduce((sum, { amount }) => sum + amount, 0n);
