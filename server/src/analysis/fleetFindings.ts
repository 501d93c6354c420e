import type { Fleet } from '../fleet/fleet.ts';
import { facetsOf, type HostTopology } from '../host/topology.ts';
import { RULES } from '../rules/all.ts';
import type { FleetRule, Report } from '../rules/rule.ts';
import type { Finding, Fix } from '../text/finding.ts';
import { isLegible } from './claimFile.ts';
import { settingAt, type Analysis, type RuleFailure } from './analyze.ts';
import { allFindings, inOrder, limited, type Told } from './findings.ts';
import type { World } from './world.ts';
import { suppressionsIn, type SuppressedFinding } from './suppressions.ts';

/** The guests of a host, and how it is known that they are. */
export interface FleetView {
  readonly fleet: Fleet;
  readonly host: HostTopology;
  /** That the guests run on the host is nothing that anybody said; undefined: a configuration says it. */
  readonly supposed: Supposition | undefined;
  /** No guest of the host is missing, so that a comment for which nothing is found is of no use. */
  readonly isWhole?: boolean;
}

export interface Supposition {
  /** Which guests: `of this folder`. */
  readonly which: string;
  /** What makes it known. */
  readonly fix: Fix | undefined;
}

/** What is found in one file because of the others. */
export interface FleetTold {
  readonly told: readonly Told[];
  readonly failures: readonly RuleFailure[];
  /** The rules that ran on all of its guests, where it is no supposition who the others are. */
  readonly ran?: ReadonlySet<string>;
  /** No other guest can bring what these rules did not find. */
  readonly isWhole?: boolean;
}

export const FLEET_RULES: readonly FleetRule[] = RULES.filter((rule) => rule.scope === 'fleet');

const FLEET_IDS: ReadonlySet<string> = new Set(
  FLEET_RULES.flatMap(({ id, formerly = [] }) => [id, ...formerly]),
);

/** Whether a rule saw everything that the file claims. */
const hasSpoken = ({ ran }: FleetTold, analysis: Analysis, rule: string): boolean =>
  ran?.has(rule) === true && analysis.world.rules.get(rule) !== 'off' && isLegible(analysis);

/** Whether a text may have comments about rules of the fleet. */
export const hasFleetComment = (text: string): boolean =>
  text.includes('libvirt-xml-disable') && [...FLEET_IDS].some((id) => text.includes(id));

/**
 * What the fleet has against the guests of a file: the file's claims must be in it. What is only supposed is information, and says so.
 */
export function fleetTold(view: FleetView, file: string): FleetTold {
  const { fleet, host, supposed, isWhole = false } = view;
  const ran = new Set<string>();
  const guests = fleet.guestsOf(file);
  const told: Told[] = [];
  const failures: RuleFailure[] = [];
  if (guests.length === 0 || fleet.guestCount() < 2) return { told, failures };
  const facets = facetsOf(host);
  for (const rule of FLEET_RULES) {
    if (!rule.needs.every((facet) => facets.has(facet))) continue;
    try {
      for (const guest of guests)
        for (const report of rule.check({ host, fleet, guest }))
          told.push({
            rule: rule.id,
            report: supposed === undefined ? report : asSupposed(report, supposed, fleet),
          });
      if (supposed === undefined) ran.add(rule.id);
    } catch (error) {
      failures.push({ rule: rule.id, error });
    }
  }
  return { told, failures, ran, isWhole: isWhole && supposed === undefined };
}

function asSupposed(report: Report, { which, fix }: Supposition, fleet: Fleet): Report {
  return {
    ...report,
    severity: 'information',
    message: `if all ${fleet.guestCount()} guests ${which} run on this host, ${report.message}`,
    fixes: [...(report.fixes ?? []), ...(fix === undefined ? [] : [fix])],
  };
}

/** The analysis with what is found because of other files, judged by the same comments, severities and suppressions. */
export function withFleet(analysis: Analysis, fleet: FleetTold): Analysis {
  const { parsed, domains, world, text } = analysis;
  if (isSilent(fleet, world)) return analysis;
  const { told, failures, isWhole } = fleet;
  const { suppress, unused, uses } = suppressionsIn(parsed, domains, world);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const setting = settingAt(world, domains);
  const sort = (some: readonly Told[]): void => {
    for (const finding of allFindings(some, setting)) {
      const hidden = suppress(finding);
      if (hidden === undefined) findings.push(finding);
      else suppressed.push(hidden);
    }
  };
  sort(told);
  if (isWhole === true)
    sort(unused((rule) => hasSpoken(fleet, analysis, rule) && !isOffForSome(world, rule)));
  const all = [...analysis.findings, ...findings].sort(inOrder);
  return {
    ...analysis,
    findings: limited(all, world.rules, text.length),
    suppressed: [...analysis.suppressed, ...suppressed],
    uses: uses((rule) => hasSpoken(fleet, analysis, rule)).map((use, index) => {
      const before = analysis.uses[index];
      return FLEET_IDS.has(use.entry.rule) || before === undefined ? use : before;
    }),
    failures: [...analysis.failures, ...failures],
  };
}

const isOffForSome = ({ byDomain = [] }: World, rule: string): boolean =>
  byDomain.some(({ rules }) => rules.get(rule) === 'off');

/** Whether the others have nothing to say of a file, not even of what use its comments and its configuration's suppressions are. */
export function isSilent({ told, failures, ran, isWhole }: FleetTold, world: World): boolean {
  const isAsked = isWhole === true || (ran !== undefined && (world.suppressions ?? []).length > 0);
  return told.length === 0 && failures.length === 0 && !isAsked;
}
