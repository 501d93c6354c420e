import type { HostTopology, Versions } from '../host/topology.ts';
import type { Severity } from '../text/finding.ts';

/** What the user said of rules: a severity or `off`, by rule id. */
export type RuleSettings = ReadonlyMap<string, Severity | 'off'>;

/** Everything outside the text that an analysis depends on. */
export interface World {
  readonly host: HostTopology | undefined;
  readonly rules: RuleSettings;
}

export const EMPTY_WORLD: World = { host: undefined, rules: new Map() };

export function versionsIn(world: World): Versions {
  return world.host?.versions ?? {};
}
