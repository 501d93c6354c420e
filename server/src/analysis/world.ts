import type { HostTopology, Versions } from '../host/topology.ts';
import type { Severity } from '../text/finding.ts';
import type { HouseRule } from './houseRules.ts';

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
}

/** Everything outside the text that an analysis depends on. */
export interface World {
  readonly host: HostTopology | undefined;
  readonly rules: RuleSettings;
  /** The user's own rules, as `compileHouseRule` makes them. */
  readonly houseRules?: readonly HouseRule[];
  /** Beside the comments in the text itself. */
  readonly suppressions?: readonly ConfiguredSuppression[];
}

export const EMPTY_WORLD: World = { host: undefined, rules: new Map() };

export function versionsIn(world: World): Versions {
  return world.host?.versions ?? {};
}
