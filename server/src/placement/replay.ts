import type { HostTopology } from '../host/topology.ts';
import type { Basis, Landing } from './landing.ts';
import { fitsAll, land, startRunning, type Plan, type PlannedGuest } from './plan.ts';
import type { FindMove, MovableGuest, Move, Suggestion } from './suggest.ts';
import { addUsages, charge, discharge, leavesRoom, type Ledger } from './usage.ts';

/** What comes of moves when the guests start one after the other. */
export interface Replay {
  readonly accepted: readonly Suggestion[];
  /** The guests whose moves do not hold. */
  readonly dropped: readonly number[];
  /** The first guest that fitted before and does not now: the replay ends there. */
  readonly broken: number | undefined;
  readonly after: Plan;
}

/**
 * Starts the guests in their order, with the moves. A move holds when the guest lands without taking what later guests are to get:
 * those that fit or move where they are meant to land, the others where they landed before; else the next of its candidates is
 * taken. A guest that fits as it is written is not moved.
 */
export function replay(
  guests: readonly MovableGuest[],
  host: HostTopology,
  basis: Basis,
  { landings: before }: Plan,
  moves: ReadonlyMap<number, Move>,
  find: FindMove,
): Replay {
  const running = startRunning();
  const { later, reserved } = reservations(guests, before, moves);
  const accepted: Suggestion[] = [];
  const dropped: number[] = [];
  const landings: Landing[] = [];
  for (const [index, guest] of guests.entries()) {
    const was = before[index];
    const move = moves.get(index);
    const meant = move?.landing ?? was;
    if (meant === undefined || was === undefined) break;
    const isFree = (guest.exclusive ?? []).length === 0;
    if (isFree) discharge(later, meant);
    const taken = running.besides(guest);
    let landing = land(guest, host, basis, taken);
    let started: MovableGuest = guest;
    if (fitsAll(was) && !fitsAll(landing))
      return { accepted, dropped, broken: index, after: { landings, used: running.all() } };
    if (move !== undefined) {
      const kept = addUsages([reserved.besides(guest), later]);
      const isWell = (one: Landing): boolean => fitsAll(one) && leavesRoom(one, host, kept);
      if (!isWell(landing)) {
        const landOn = (moved: PlannedGuest): Landing | undefined => {
          const its = land(moved, host, basis, taken);
          return isWell(its) ? its : undefined;
        };
        const found = find(index, kept, landing.parts, landOn, move.proposal);
        if (found === undefined) dropped.push(index);
        else {
          accepted.push(found);
          started = { ...guest, domain: found.after };
          ({ landing } = found);
        }
      }
    }
    running.add(started, landing);
    reserved.add(started, landing);
    landings.push(landing);
  }
  return { accepted, dropped, broken: undefined, after: { landings, used: running.all() } };
}

/** `later`: what guests that run beside all others are to get; `reserved`: what those that do not are to get. */
function reservations(
  guests: readonly MovableGuest[],
  before: readonly Landing[],
  moves: ReadonlyMap<number, Move>,
) {
  const later: Ledger = new Map();
  const reserved = startRunning();
  for (const [index, guest] of guests.entries()) {
    const meant = moves.get(index)?.landing ?? before[index];
    if (meant === undefined) continue;
    if ((guest.exclusive ?? []).length === 0) charge(later, meant);
    else reserved.add(guest, meant);
  }
  return { later, reserved };
}
