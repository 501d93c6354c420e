import { memoryPolicy } from '../domain/policy.ts';
import { leastBads } from '../placement/leastBad.ts';
import { fitsAll, type Plan } from '../placement/plan.ts';
import { sayBinding } from '../placement/sayBinding.ts';
import { suggest, type MovableGuest } from '../placement/suggest.ts';
import type { PlanGuest } from '../report/plan.ts';
import type { SuggestedPlan } from '../report/planSuggested.ts';
import type { TextEdit } from '../text/edit.ts';
import type { PlanCommand } from './planCommand.ts';
import type { HostGuests, PlanFile } from './planGuests.ts';

/** What is suggested for the guests of a host, and how it is written. */
export interface SuggestedEdits {
  readonly suggested: SuggestedPlan;
  readonly edits: readonly { readonly file: PlanFile; readonly edits: readonly TextEdit[] }[];
}

/** Suggestions for those guests of a plan whom the command is about. */
export function suggestFor(
  { host, guests }: HostGuests,
  plan: Plan,
  { basis, guests: named }: PlanCommand,
): SuggestedEdits {
  const movable = guests.map((guest): MovableGuest => ({
    ...guest,
    stays: named.length > 0 && !named.includes(guest.name),
  }));
  const { suggestions, plan: after } = suggest(movable, host, basis, plan);
  const moves = new Map(suggestions.map((one) => [one.guest, one]));
  const then = movable.map((guest, index): MovableGuest => {
    const move = moves.get(index);
    return move === undefined ? guest : { ...guest, domain: move.after };
  });
  const least = leastBads(then, host, basis, after);
  const landed = guests.flatMap((guest, index) => {
    const [landing, now] = [after.landings[index], then[index]];
    if (landing === undefined || now === undefined) return [];
    const { file, name, domain } = guest;
    const binding = sayBinding(now.domain);
    const told: PlanGuest = { path: file.path, name, binding, landing, domain };
    return [{ index, domain, isStaying: now.stays === true, told }];
  });
  return {
    suggested: {
      used: after.used,
      guests: landed.map(({ told }) => told),
      moved: landed
        .filter(({ index }) => moves.has(index))
        .map(({ domain, told }) => ({ ...told, before: sayBinding(domain) })),
      unhelped: landed
        .filter(({ told, isStaying }) => !fitsAll(told.landing) && !isStaying)
        .map(({ index, domain, told }) => ({
          ...told,
          isAutomatic: memoryPolicy(domain).kind === 'auto',
          leastBad: least.get(index),
        })),
    },
    edits: suggestions.flatMap(({ guest, edits }) => {
      const file = guests[guest]?.file;
      return file === undefined ? [] : [{ file, edits }];
    }),
  };
}
