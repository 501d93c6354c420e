import type { DomainModel } from '../domain/model.ts';
import { memoryPolicy } from '../domain/policy.ts';
import type { HostTopology } from '../host/topology.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import { candidatesFor, nearestFirst } from './candidates.ts';
import { orderOf } from './fallback.ts';
import { harmless } from './hazards.ts';
import type { Basis, Landing, Outcome } from './landing.ts';
import { fitsAll, land, startRunning, type Plan } from './plan.ts';
import { proposed } from './proposal.ts';
import type { MovableGuest } from './suggest.ts';
import { addUsages, discharge, type Usage } from './usage.ts';

/** What is left to do for a guest that no suggestion makes fit. */
export interface LeastBad {
  /** undefined: nothing is better than what is written. */
  readonly after: DomainModel | undefined;
  readonly landing: Landing;
  /** It fits, and the linter would warn of something else. */
  readonly isWarnedOf: boolean;
}

/** What is least bad for each guest of a plan that does not fit, by index; of very many for the first. */
export function leastBads(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  { landings }: Plan,
): ReadonlyMap<number, LeastBad> {
  const running = startRunning();
  const unfit: number[] = [];
  for (const [index, guest] of guests.entries()) {
    const landing = landings[index];
    if (landing === undefined) continue;
    running.add(guest, landing);
    if (!fitsAll(landing) && !landing.isIncomplete) unfit.push(index);
  }
  const found = new Map<number, LeastBad>();
  for (const index of unfit.slice(0, GUESTS_LIMIT)) {
    const [guest, landing] = [guests[index], landings[index]];
    if (guest === undefined || landing === undefined) continue;
    const others = addUsages([running.besides(guest)]);
    // One that excludes others is not among them anyway.
    if ((guest.exclusive ?? []).length === 0) discharge(others, landing);
    found.set(index, leastBad(guest, host, basis, others));
  }
  return found;
}

const GUESTS_LIMIT = 200;

/**
 * The way to bind a guest that costs least beside what others take: it fits, and some other warning comes; else it spills, may be
 * killed, or does not start, the fewest bytes first; of equals the first, and what is written before all.
 */
function leastBad(guest: MovableGuest, host: HostTopology, basis: Basis, others: Usage): LeastBad {
  const { domain, versions } = guest;
  const landIf = (after: DomainModel) => land({ ...guest, domain: after }, host, basis, others);
  const landing = landIf(domain);
  let best: LeastBad = { after: undefined, landing, isWarnedOf: false };
  const policy = memoryPolicy(domain);
  if (policy.kind === 'auto' || policy.kind === 'unknown') return best;
  const parts = landing.parts.map(({ part }) => part);
  let left = TRIALS;
  for (const proposal of candidatesFor({ domain, host, basis, parts, others })) {
    if (left-- === 0) break;
    const after = proposed(domain, host, proposal);
    if (after === undefined) continue;
    const there = landIf(after);
    if (fitsAll(there)) return { after, landing: there, isWarnedOf: true };
  }
  const isHarmless = harmless({ domain, host, versions });
  const [near] = nearestFirst(domain, host);
  const sets = [undefined, ...(near === undefined ? [] : [[near]]), orderOf(host).withMemory];
  for (const mode of MODES)
    for (const nodes of sets) {
      const after = proposed(domain, host, { mode, nodes, cells: undefined });
      if (after === undefined) continue;
      const there = landIf(after);
      if (isLess(costOf(there.outcome), costOf(best.landing.outcome)) && isHarmless(after))
        best = { after, landing: there, isWarnedOf: false };
    }
  return best;
}

const MODES: readonly (MemoryMode | undefined)[] = [undefined, 'preferred', 'strict'];
const TRIALS = 16;

type Cost = readonly [rank: number, bytes: bigint];

function costOf(outcome: Outcome): Cost {
  switch (outcome.kind) {
    case 'fits':
      return [0, 0n];
    case 'spills':
      return [1, outcome.bytes];
    case 'mayFail':
      return [outcome.atStart ? 3 : 2, outcome.lack];
    case 'refused':
      return [4, 0n];
  }
}

const isLess = ([rank, bytes]: Cost, [other, its]: Cost): boolean =>
  rank < other || (rank === other && bytes < its);
