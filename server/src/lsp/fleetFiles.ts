import { analyze, type Analysis } from '../analysis/analyze.ts';
import { claimFile, isLegible } from '../analysis/claimFile.ts';
import { FLEET_RULES, withFleet } from '../analysis/fleetFindings.ts';
import { EMPTY_WORLD, type World } from '../analysis/world.ts';
import { exclusiveLabels } from '../config/exclusiveLabels.ts';
import { overheadOf } from '../config/overheadOf.ts';
import type { GuestClaim } from '../fleet/guestClaim.ts';
import type { Finding, Severity } from '../text/finding.ts';
import type { FleetPlace } from './fleetPlace.ts';

/** What is kept of a file that nobody has open: no text and no tree. */
export interface ClosedFile {
  readonly guests: readonly GuestClaim[];
  /** Whether all is known of what they claim. */
  readonly isLegible: boolean;
  /** The finding as the file's comments and the configuration have it; undefined: it is not to be seen. */
  readonly judge: (finding: Finding) => Finding | undefined;
}

/** undefined for a text without domains. */
export function readClosed(
  uri: string,
  text: string,
  place: FleetPlace,
  world: World,
): ClosedFile | undefined {
  const analysis = analyze(text, EMPTY_WORLD, []);
  if (analysis === undefined) return undefined;
  const known = { guests: guestsOf(uri, analysis, place, 'now'), isLegible: isLegible(analysis) };
  const isPlain =
    !text.includes('libvirt-xml-disable') &&
    (world.suppressions ?? []).length === 0 &&
    FLEET_RULES.every(({ id }) => !world.rules.has(id)) &&
    (world.byDomain ?? []).length === 0;
  if (isPlain) return { ...known, judge: (finding) => finding };
  const verdicts = verdictsOn({ ...analysis, world }, known.guests);
  return {
    ...known,
    judge: (finding) => {
      const verdict = verdicts.get(keyOf(finding));
      if (verdict === undefined) return finding;
      return verdict === 'off' ? undefined : { ...finding, severity: verdict };
    },
  };
}

/** What the guests of a document claim of their host. `landing`: of a document that is not kept it must be known now. */
export function guestsOf(
  uri: string,
  analysis: Analysis,
  { host, configured }: FleetPlace,
  landing: 'now' | 'later',
): readonly GuestClaim[] {
  return claimFile(analysis, host, uri, (domain) => ({
    overhead: overheadOf(configured?.overhead, domain),
    exclusive: exclusiveLabels(configured, domain.name?.value),
    landing,
  }));
}

const keyOf = ({ rule, range }: Pick<Finding, 'rule' | 'range'>): string =>
  `${rule} ${range.start}`;

/** Tries what would become of findings at each place where there may be one, while the document is at hand. */
function verdictsOn(
  analysis: Analysis,
  guests: readonly GuestClaim[],
): ReadonlyMap<string, Severity | 'off'> {
  const verdicts = new Map<string, Severity | 'off'>();
  const bare = { ...analysis, findings: [], suppressed: [] };
  const places = guests.flatMap(({ memory, pages, caches = [], pins }) =>
    [...memory, ...pages, ...caches, ...pins].map(({ place }) => place),
  );
  const told = FLEET_RULES.flatMap(({ id }) =>
    places.map((range) => ({ rule: id, report: { range, message: '' } })),
  );
  const standard = new Map(FLEET_RULES.map(({ id, severity }) => [id, severity]));
  for (const { rule, report } of told) verdicts.set(keyOf({ rule, range: report.range }), 'off');
  for (const finding of withFleet(bare, { told, failures: [] }).findings) {
    if (finding.severity === standard.get(finding.rule)) verdicts.delete(keyOf(finding));
    else verdicts.set(keyOf(finding), finding.severity);
  }
  return verdicts;
}
