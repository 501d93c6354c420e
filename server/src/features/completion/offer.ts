import type { Completion } from '../completion.ts';

/** A completion before it has its place in the list. */
export type Offer = Omit<Completion, 'sortText'>;

/** The offers in this order, whatever their labels. */
export function ordered(offers: readonly Offer[]): readonly Completion[] {
  return offers.map((offer, index) => ({ ...offer, sortText: String(index).padStart(4, '0') }));
}
