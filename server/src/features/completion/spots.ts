import type { Spot } from '../spot.ts';

/** A spot of one kind. */
export type SpotOf<K extends Spot['kind']> = Extract<Spot, { readonly kind: K }>;
