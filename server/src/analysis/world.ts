import type { HostTopology, Versions } from '../host/topology.ts';
import type { Severity } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type { HouseRule } from './houseRules.ts';
import type { Schemas } from './schemas.ts';

/** What the user said of rules: a severity or `off`, by rule id. */
export type RuleSettings = ReadonlyMap<string, Severity | 'off'>;

/** Findings that the configuration suppresses, by the name of the domain in which they are found. */
export interface ConfiguredSuppression {
  /** Whether it is about a domain of this name. Domains without a name are never asked for. */
  readonly matches: (domainName: string) => boolean;
  /** A rule's id: built in, an earlier id of one, or a house rule's. */
  readonly rule: string;
  /** Why; kept with the suppressed finding for reports. */
  readonly reason: string;
  /** Where in the configuration it is written. */
  readonly range: SourceRange;
}

/** What the configuration says of rules for domains of certain names. */
export interface DomainSettings {
  /** Whether it is about a domain of this name. Domains without a name are never asked for. */
  readonly matches: (domainName: string) => boolean;
  readonly rules: RuleSettings;
}

/** Everything outside the text that an analysis depends on. */
export interface World {
  readonly host: HostTopology | undefined;
  readonly rules: RuleSettings;
  /** They go before `rules`, and the later before the earlier. */
  readonly byDomain?: readonly DomainSettings[];
  /** The software on the host. Without it, what the host's description states. */
  readonly versions?: Versions;
  /** The user's own rules, as `compileHouseRule` makes them. */
  readonly houseRules?: readonly HouseRule[];
  /** Beside the comments in the text itself. */
  readonly suppressions?: readonly ConfiguredSuppression[];
  /** Whether the configuration says that a domain of this name belongs to `qemu:///session`. Domains without a name are never asked for. */
  readonly isInSession?: (domainName: string) => boolean;
  /** libvirt's schemas. Absent: none was found, none is loaded yet, or another program speaks for the document. */
  readonly schemas?: Schemas;
  /** Another extension serves the document with a schema: what both would say or do is left to it. */
  readonly isServedElsewhere?: boolean;
}

export const EMPTY_WORLD: World = { host: undefined, rules: new Map() };

export function versionsIn(world: World): Versions {
  return world.versions ?? world.host?.versions ?? {};
}

/** What is said of a rule for a domain of this name. */
export function settingOf(
  { rules, byDomain = [] }: World,
  rule: string,
  domainName: string | undefined,
): Severity | 'off' | undefined {
  if (domainName !== undefined)
    for (const one of byDomain.toReversed()) {
      const setting = one.rules.get(rule);
      if (setting !== undefined && one.matches(domainName)) return setting;
    }
  return rules.get(rule);
}

/** Whether a rule is off for every domain, whatever its name is. */
export function isOff({ rules, byDomain = [] }: World, rule: string): boolean {
  if (rules.get(rule) !== 'off') return false;
  return byDomain.every((one) => (one.rules.get(rule) ?? 'off') === 'off');
}
