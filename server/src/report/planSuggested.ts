import type { LeastBad } from '../placement/leastBad.ts';
import { sayBinding } from '../placement/sayBinding.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import type { PlanGuest, PlanReport } from './plan.ts';

/** What is suggested for the guests of a plan that do not fit. */
export interface SuggestedPlan extends Pick<PlanReport, 'guests' | 'used'> {
  /** The guests that are to be bound otherwise, as they land then. */
  readonly moved: readonly MovedGuest[];
  /** The others that do not fit then, either. */
  readonly unhelped: readonly UnhelpedGuest[];
}

export interface MovedGuest extends PlanGuest {
  /** How it is bound now. */
  readonly before: string;
}

export interface UnhelpedGuest extends PlanGuest {
  readonly isAutomatic: boolean;
  /** undefined: not looked for. */
  readonly leastBad: LeastBad | undefined;
}

/** `strict on 1 instead of strict on 0: fits node 1`. */
export function sayMoved({ binding, before, landing }: MovedGuest): string {
  return `${binding} instead of ${before}: ${sayOutcome(landing)}`;
}

/** That nothing makes a guest fit, and what is least bad. */
export function sayUnhelped({ isAutomatic, landing, leastBad }: UnhelpedGuest): string {
  if (landing.isIncomplete) return 'a size is unknown, so that nothing can be suggested';
  if (isAutomatic) return 'numad chooses its nodes when it starts: nothing is suggested';
  if (leastBad === undefined) return 'nothing was found that makes it fit';
  const { after, landing: there, isWarnedOf } = leastBad;
  if (after === undefined)
    return 'nothing was found that makes it fit, or is less bad than what is written';
  const least = `${sayBinding(after)}: ${sayOutcome(there)}`;
  return isWarnedOf
    ? `nothing was found that makes it fit without another warning; least bad is ${least}`
    : `nothing was found that makes it fit; least bad is ${least}`;
}

export const NOTHING_TO_SUGGEST = 'every guest fits: there is nothing to suggest';
