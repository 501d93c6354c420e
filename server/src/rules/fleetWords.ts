import type { GuestClaim } from '../fleet/guestClaim.ts';
import type { PartInShortage, Share } from '../fleet/sharedDemand.ts';
import type { Related } from '../text/finding.ts';
import type { Place } from '../text/range.ts';
import { listed } from './words.ts';

/** What a guest is called in a message: its name, else its file's. */
export function guestName({ name, file }: GuestClaim): string {
  return name ?? file.split('/').at(-1) ?? file;
}

/** `this guest and web`, `this guest, web and db`, `this guest and 11 others`. */
export function together({ others, otherCount }: PartInShortage): string {
  if (otherCount > NAMED) return `this guest and ${otherCount} others`;
  return listed(['this guest', ...others.map(({ guest }) => guestName(guest))]);
}

/** So many guests are called by their names. */
const NAMED = 3;

/** A place in another guest's file for each of the others that has one. */
export function relatedIn(
  others: readonly Share[],
  placeIn: (guest: GuestClaim) => Place | undefined,
  say: (share: Share) => string,
): readonly Related[] {
  return others.map((share) => relatedTo(share.guest, placeIn(share.guest), say(share)));
}

/** A place in another guest's file. */
export function relatedTo(guest: GuestClaim, place: Place | undefined, message: string): Related {
  const at = place ?? guest.place;
  return { range: at, uri: guest.file, place: at, message };
}

/** Whether all of some nodes are among others. */
export function isWithin(
  nodes: readonly number[] | undefined,
  bound: readonly number[] | undefined,
): boolean {
  if (bound === undefined) return true;
  return nodes?.every((node) => bound.includes(node)) ?? false;
}
