import type { DomainModel } from '../domain/model.ts';
import type { HostTopology, NodeId, Versions } from '../host/topology.ts';
import { candidatesFor } from './candidates.ts';
import { harmless } from './hazards.ts';
import type { Basis, Landing } from './landing.ts';
import { fitsAll, land, startRunning, type Plan, type PlannedGuest } from './plan.ts';
import { proposalEdits, proposed, type Proposal } from './proposal.ts';
import { replay } from './replay.ts';
import { usageOf, type Usage } from './usage.ts';
import type { TextEdit } from '../text/edit.ts';

/** A guest of which nodes may be suggested. */
export interface MovableGuest extends PlannedGuest {
  /** In which the domain stands. */
  readonly text: string;
  readonly versions: Versions;
  /** It is to stay where it is. */
  readonly stays?: boolean | undefined;
}

/** Other nodes for a guest that does not fit. */
export interface Suggestion {
  /** Its index. */
  readonly guest: number;
  readonly proposal: Proposal;
  readonly after: DomainModel;
  /** They write it. */
  readonly edits: readonly TextEdit[];
}

export interface Suggestions {
  /** In the order of the guests. */
  readonly suggestions: readonly Suggestion[];
  /** The plan when they are followed. */
  readonly plan: Plan;
}

/** A suggestion, and where it is meant to land. */
export interface Move extends Suggestion {
  readonly landing: Landing;
}

/** The first of a guest's candidates that lands as it should, beside what others take. */
export type FindMove = (
  index: number,
  others: Usage,
  parts: Landing['parts'],
  landOn: (moved: PlannedGuest) => Landing | undefined,
  first?: Proposal,
) => Move | undefined;

/**
 * Other nodes, and where it must be another mode, for the guests of a plan that do not fit: the largest first, each on the first of
 * `candidatesFor` that has room beside the others and brings no hazard. Guests that fit are left alone. Followed together the
 * suggestions make every guest fit for which there is one, and none unfit that fitted. Deterministic; the work is bounded, linear in
 * the guests, and with very many that do not fit fewer are suggested.
 */
export function suggest(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  plan: Plan,
): Suggestions {
  const all = new Map<number, Suggestion>();
  const find = finder(guests, host, basis);
  let current: Suggestions = { suggestions: [], plan };
  for (let pass = 0; pass < PASSES_LIMIT; pass++) {
    const now = guests.map((guest, index) => {
      const own = all.get(index);
      return own === undefined ? guest : { ...guest, domain: own.after, stays: true };
    });
    const moved = moveOnce(now, host, basis, current.plan, find);
    for (const one of moved.suggestions) all.set(one.guest, one);
    current = {
      suggestions: [...all.values()].sort((a, b) => a.guest - b.guest),
      plan: moved.plan,
    };
    if (!moved.isWorthMore) break;
  }
  return current;
}

/** What one pass leaves without a place, another may find one for: so many of them. */
const PASSES_LIMIT = 4;

/** So often a pass is played anew, with fewer moves. */
const ROUNDS_LIMIT = 8;

/** So many landings are tried, which takes some seconds. */
const TRIALS_LIMIT = 20_000;

interface Pass extends Suggestions {
  /** Guests that were moved made room, and some did not get what they were meant to. */
  readonly isWorthMore: boolean;
}

function moveOnce(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  plan: Plan,
  find: FindMove,
): Pass {
  const moves = firstFits(guests, host, basis, plan, find);
  for (let round = 0; round < ROUNDS_LIMIT && moves.size > 0; round++) {
    const { accepted, dropped, broken, after } = replay(guests, host, basis, plan, moves, find);
    if (broken === undefined)
      return {
        suggestions: accepted,
        plan: after,
        isWorthMore: accepted.length > 0 && (dropped.length > 0 || round > 0),
      };
    const its = nodesOf(plan.landings[broken]);
    const blamed = [...moves.values()].filter(
      ({ guest, landing }) => guest < broken && nodesOf(landing).some((node) => its.includes(node)),
    );
    const left = dropped.length > 0 ? dropped : blamed.map(({ guest }) => guest);
    for (const guest of left.length > 0 ? left : [...moves.keys()]) moves.delete(guest);
  }
  return { suggestions: [], plan, isWorthMore: false };
}

function nodesOf(landing: Landing | undefined): readonly NodeId[] {
  if (landing === undefined) return [];
  return [...usageOf(landing).values()].flatMap((nodes) => [...nodes.keys()]);
}

function finder(guests: readonly MovableGuest[], host: HostTopology, basis: Basis): FindMove {
  let left = TRIALS_LIMIT;
  return (index, others, parts, landOn, first) => {
    const guest = guests[index];
    if (guest === undefined || left <= 0) return undefined;
    const { domain, text, versions } = guest;
    const isHarmless = harmless({ domain, host, versions });
    const search = { domain, host, basis, parts: parts.map(({ part }) => part), others };
    for (const proposal of chained(first, candidatesFor(search))) {
      if (left-- <= 0) return undefined;
      const after = proposed(domain, host, proposal);
      if (after === undefined) continue;
      const landing = landOn({ ...guest, domain: after });
      if (landing === undefined || !fitsAll(landing) || !isHarmless(after)) continue;
      const edits = proposalEdits(text, domain, proposal);
      if (edits !== undefined) return { guest: index, proposal, after, edits, landing };
    }
    return undefined;
  };
}

function* chained<T>(first: T | undefined, others: Iterable<T>): Generator<T> {
  if (first !== undefined) yield first;
  yield* others;
}

/** Moves for those that do not fit, the largest first, as if all others had been started before. */
function firstFits(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  { landings }: Plan,
  find: FindMove,
): Map<number, Move> {
  const running = startRunning();
  const waiting: {
    readonly guest: MovableGuest;
    readonly index: number;
    readonly landing: Landing;
  }[] = [];
  guests.forEach((guest, index) => {
    const landing = landings[index];
    if (landing === undefined) return;
    if (fitsAll(landing) || landing.isIncomplete || guest.stays === true)
      running.add(guest, landing);
    else waiting.push({ guest, index, landing });
  });
  waiting.sort((a, b) => {
    const [x, y] = [a.landing.demand, b.landing.demand];
    return x === y ? a.index - b.index : x > y ? -1 : 1;
  });
  const moves = new Map<number, Move>();
  for (const { guest, index } of waiting) {
    const others = running.besides(guest);
    const asWritten = land(guest, host, basis, others);
    const move = fitsAll(asWritten)
      ? undefined
      : find(index, others, asWritten.parts, (moved) => land(moved, host, basis, others));
    if (move !== undefined) moves.set(index, move);
    running.add(guest, move?.landing ?? asWritten);
  }
  return moves;
}
