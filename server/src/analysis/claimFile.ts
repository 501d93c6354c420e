import { claimGuest, type ClaimFacts } from '../fleet/claimGuest.ts';
import type { GuestClaim } from '../fleet/guestClaim.ts';
import { uncountedWhy } from '../fleet/identity.ts';
import type { DomainModel } from '../domain/model.ts';
import type { HostTopology } from '../host/topology.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Analysis } from './analyze.ts';

/** Whether all is known that the guests of a file claim. */
export const isLegible = ({ parsed, domains }: Analysis): boolean =>
  !parsed.hasUnevaluated && domains.every((domain) => uncountedWhy(domain)?.kind !== 'unreadable');

/** What the guests of a file claim of their host; domains of other drivers, broken ones and templates are none. */
export function claimFile(
  { text, domains }: Analysis,
  host: HostTopology,
  file: string,
  factsOf: (domain: DomainModel) => Pick<ClaimFacts, 'overhead' | 'exclusive' | 'landing'>,
): readonly GuestClaim[] {
  const guests = domains.filter((domain) => uncountedWhy(domain) === undefined);
  if (guests.length === 0) return [];
  const lines = new LineIndex(text);
  return guests.map((domain, index) =>
    claimGuest(domain, host, lines, { file, index, ...factsOf(domain) }),
  );
}
