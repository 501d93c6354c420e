import type { Name } from '../../relaxng/pattern/nameClass.ts';
import type { CommonName } from '../../vocabulary/common.ts';
import type { Offer } from './offer.ts';

/** An offer of the schema, and how much it matters: what must be there, what is common, the rest. */
export interface RankedOffer {
  readonly offer: Offer;
  readonly rank: 'required' | 'common' | 'rest';
}

/** An offer for a name. */
export interface Candidate {
  readonly name: Name;
  readonly isRequired: boolean;
  readonly offer: Offer;
}

/** What must be there first, then what is common, then the rest; last what is not libvirt's own but a hypervisor's. */
export function ranked(
  candidates: readonly Candidate[],
  common: readonly CommonName[],
): RankedOffer[] {
  const place = new Map(common.map(({ name }, index) => [name, index]));
  const commonness = ({ name }: Candidate): number =>
    (name.ns === '' ? place.get(name.local) : undefined) ?? common.length;
  return candidates
    .map((one) => ({ one, at: commonness(one) }))
    .sort(
      (a, b) =>
        Number(b.one.isRequired) - Number(a.one.isRequired) ||
        a.at - b.at ||
        Number(a.one.name.ns !== '') - Number(b.one.name.ns !== ''),
    )
    .map(({ one: { offer, isRequired }, at }) => ({
      offer,
      rank: isRequired ? 'required' : at < common.length ? 'common' : 'rest',
    }));
}
