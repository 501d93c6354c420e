import type { Usage } from '../placement/usage.ts';
import type { GuestClaim } from './guestClaim.ts';

/** What the guests of one host take of it together, for counts and pictures: as it is now, not as it was. */
export interface FleetUsage {
  /** How many guests there are, each counted once. */
  readonly guestCount: () => number;
  /** The guests that are counted, in no order that means something. */
  readonly guests: () => Iterable<GuestClaim>;
  /** The guests of a file that are counted, in the file's order. */
  readonly guestsOf: (file: string) => readonly GuestClaim[];
  /**
   * Bytes that the guests take by page size and node, each as if it were alone; of guests that never run together the greediest, node by
   * node. `besides`: those of one file are left out.
   */
  readonly used: (besides?: string) => Usage;
  /** Grows with every change. */
  readonly version: () => number;
}
