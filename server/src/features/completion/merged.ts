import type { Completion } from '../completion.ts';
import { ordered, type Offer } from './offer.ts';
import type { RankedOffer } from './ranked.ts';

/**
 * Our own offers and the schema's as one list. Of two with one label ours stays, since it knows host and guest, in the schema's place; but an
 * element is begun as the schema wants it. Values of ours go before the schema's. `last`: what comes behind all.
 */
export function merged(
  ours: readonly Offer[],
  theirs: readonly RankedOffer[],
  last: readonly Offer[],
): readonly Completion[] {
  if (theirs.length === 0) return ordered([...ours, ...last]);
  const known = new Map(ours.map((offer) => [offer.label, offer]));
  const listed = new Set(theirs.map(({ offer }) => offer.label));
  const own = ours.filter(({ label, kind }) => kind === 'value' || !listed.has(label));
  const valued = new Set(own.map(({ label }) => label));
  const placed = (rank: RankedOffer['rank']): Offer[] =>
    theirs
      .filter((one) => one.rank === rank && !valued.has(one.offer.label))
      .map(({ offer }) => withDetail(known.get(offer.label), offer));
  return ordered([
    ...own.filter(({ kind }) => kind === 'value'),
    ...placed('required'),
    ...placed('common'),
    ...own.filter(({ kind }) => kind !== 'value'),
    ...placed('rest'),
    ...last,
  ]);
}

function withDetail(ours: Offer | undefined, theirs: Offer): Offer {
  if (ours === undefined) return theirs;
  if (theirs.kind === 'element') return { ...theirs, ...(ours.doc && { doc: ours.doc }) };
  return ours.detail === undefined && theirs.detail !== undefined
    ? { ...ours, detail: theirs.detail }
    : ours;
}
