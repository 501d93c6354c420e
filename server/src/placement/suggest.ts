import type { DomainModel } from '../domain/model.ts';
import type { HostTopology, Versions } from '../host/topology.ts';
import { candidatesFor } from './candidates.ts';
import { harmless } from './hazards.ts';
import type { Basis, Landing } from './landing.ts';
import { fitsAll, land, planTogether, startRunning, type Plan, type PlannedGuest } from './plan.ts';
import { proposed, type Proposal } from './proposal.ts';

/** A guest of which nodes may be suggested. */
export interface MovableGuest extends PlannedGuest {
  readonly versions: Versions;
}

/** Other nodes for a guest that does not fit. */
export interface Suggestion {
  /** Its index. */
  readonly guest: number;
  readonly proposal: Proposal;
  readonly after: DomainModel;
}

export interface Suggestions {
  /** In the order of the guests. */
  readonly suggestions: readonly Suggestion[];
  /** The plan when they are followed. */
  readonly plan: Plan;
}

/**
 * Other nodes, and where it must be another mode, for the guests of a plan that do not fit: the largest first, each on the first of
 * `candidatesFor` that has room beside the others and brings no hazard. Followed together they make every guest fit for which there
 * is one, and none unfit that fitted. Deterministic; the work is bounded, and with very many guests fewer are suggested.
 */
export function suggest(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  plan: Plan,
): Suggestions {
  const fitted = plan.landings.map(fitsAll);
  let accepted = firstFits(guests, host, basis, plan);
  for (let round = 0; accepted.length > 0 && round < ROUNDS_LIMIT; round++) {
    const moved = new Map(accepted.map((one) => [one.guest, one]));
    const after = planTogether(
      guests.map((guest, index) => ({ ...guest, domain: moved.get(index)?.after ?? guest.domain })),
      host,
      basis,
    );
    const fits = (index: number): boolean => {
      const landing = after.landings[index];
      return landing !== undefined && fitsAll(landing);
    };
    const kept = accepted.filter(({ guest }) => fits(guest));
    if (kept.length === accepted.length) {
      if (fitted.every((did, index) => !did || fits(index)))
        return { suggestions: accepted.toSorted((a, b) => a.guest - b.guest), plan: after };
      accepted = accepted.slice(0, round < ROUNDS_LIMIT / 2 ? -1 : accepted.length >> 1);
    } else accepted = kept;
  }
  return { suggestions: [], plan };
}

/** So often the whole plan is made anew. */
const ROUNDS_LIMIT = 32;

/** So many landings are tried, which takes some seconds. */
const TRIALS_LIMIT = 20_000;

/** In the order in which they were found: the largest guest first. */
function firstFits(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  { landings }: Plan,
): readonly Suggestion[] {
  const running = startRunning();
  const waiting: {
    readonly guest: MovableGuest;
    readonly index: number;
    readonly landing: Landing;
  }[] = [];
  guests.forEach((guest, index) => {
    const landing = landings[index];
    if (landing === undefined) return;
    if (fitsAll(landing) || landing.isIncomplete) running.add(guest, landing);
    else waiting.push({ guest, index, landing });
  });
  waiting.sort((a, b) => {
    const [x, y] = [a.landing.demand, b.landing.demand];
    return x === y ? a.index - b.index : x > y ? -1 : 1;
  });
  const found: Suggestion[] = [];
  let left = TRIALS_LIMIT;
  for (const { guest, index } of waiting) {
    const others = running.besides(guest);
    const asWritten = land(guest, host, basis, others);
    let placed = { guest: guest as PlannedGuest, landing: asWritten };
    if (!fitsAll(asWritten) && left > 0) {
      const { domain, versions } = guest;
      const isHarmless = harmless({ domain, host, versions });
      for (const proposal of candidatesFor({
        domain,
        host,
        basis,
        parts: partsOf(asWritten),
        others,
      })) {
        if (left-- <= 0) break;
        const after = proposed(domain, host, proposal);
        if (after === undefined) continue;
        const moved = { ...guest, domain: after };
        const landing = land(moved, host, basis, others);
        if (!fitsAll(landing) || !isHarmless(after)) continue;
        found.push({ guest: index, proposal, after });
        placed = { guest: moved, landing };
        break;
      }
    }
    running.add(placed.guest, placed.landing);
  }
  return found;
}

const partsOf = ({ parts }: Landing) => parts.map(({ part }) => part);
