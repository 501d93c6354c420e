import type { Fleet } from '../fleet/fleet.ts';
import { facetsOf, type HostTopology } from '../host/topology.ts';
import { RULES } from '../rules/all.ts';
import type { FleetRule, Report } from '../rules/rule.ts';
import type { Finding, Fix } from '../text/finding.ts';
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
}

export const FLEET_RULES: readonly FleetRule[] = RULES.filter((rule) => rule.scope === 'fleet');

const FLEET_IDS: ReadonlySet<string> = new Set(
  FLEET_RULES.flatMap(({ id, formerly = [] }) => [id, ...formerly]),
);

/** Whether a rule saw everything that the file claims. */
const isWhole = ({ parsed, world, domains }: Analysis, rule: string): boolean =>
  !parsed.hasUnevaluated &&
  world.rules.get(rule) !== 'off' &&
  domains.every(({ isDamaged, isTemplated }) => !isDamaged && !isTemplated);

/**
 * What the fleet has against the guests of a file: the file's claims must be in it. What is only supposed is information, and says so.
 */
export function fleetTold({ fleet, host, supposed }: FleetView, file: string): FleetTold {
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
  return { told, failures, ran };
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
  const { told, failures, ran } = fleet;
  const { suppress, uses } = suppressionsIn(parsed, domains, world);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of allFindings(told, settingAt(world, domains))) {
    const hidden = suppress(finding);
    if (hidden === undefined) findings.push(finding);
    else suppressed.push(hidden);
  }
  const all = [...analysis.findings, ...findings].sort(inOrder);
  return {
    ...analysis,
    findings: limited(all, world.rules, text.length),
    suppressed: [...analysis.suppressed, ...suppressed],
    uses: uses((rule) => ran?.has(rule) === true && isWhole(analysis, rule)).map((use, index) => {
      const before = analysis.uses[index];
      return FLEET_IDS.has(use.entry.rule) || before === undefined ? use : before;
    }),
    failures: [...analysis.failures, ...failures],
  };
}

/** Whether the others have nothing to say of a file, not even of what use its configuration's suppressions are. */
export function isSilent({ told, failures, ran }: FleetTold, world: World): boolean {
  const isAsked = ran !== undefined && (world.suppressions ?? []).length > 0;
  return told.length === 0 && failures.length === 0 && !isAsked;
}
