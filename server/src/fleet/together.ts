import type { GuestClaim } from './guestClaim.ts';

/** By file, and by their order in it: the same however they came. */
export function compareClaims(a: GuestClaim, b: GuestClaim): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.index - b.index;
}

/** Whether two guests can run at the same time. */
export function canMeet(a: GuestClaim, b: GuestClaim): boolean {
  return a.exclusive.length === 0 || !a.exclusive.some((label) => b.exclusive.includes(label));
}

/**
 * The first, and each after it that can run beside all that were taken: guests that do run together. With the greatest first that is the most that
 * guests of groups without common members can want.
 */
export function runTogether<S extends { readonly guest: GuestClaim }>(shares: readonly S[]): S[] {
  const labels = new Set<string>();
  const taken: S[] = [];
  for (const share of shares) {
    const { exclusive } = share.guest;
    if (exclusive.some((label) => labels.has(label))) continue;
    for (const label of exclusive) labels.add(label);
    taken.push(share);
  }
  return taken;
}
