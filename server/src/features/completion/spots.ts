import type { AnySpot, Spot } from '../spot.ts';

/** A spot of one kind, in a domain. */
export type SpotOf<K extends Spot['kind']> = Extract<Spot, { readonly kind: K }>;

/** A spot of one kind in any document. */
export type AnySpotOf<K extends AnySpot['kind']> = Extract<AnySpot, { readonly kind: K }>;
