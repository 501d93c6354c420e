import type {
  ConfiguredSuppression,
  DomainSettings,
  RuleSettings,
  World,
} from '../analysis/world.ts';
import type { Configuration, ConfiguredHost } from './configuration.ts';
import type { Glob } from './glob.ts';

/** What a configuration says of one file. */
export interface FileConfiguration {
  /** The file is not to be checked. */
  readonly isExcluded: boolean;
  /** The host on which its domains live. */
  readonly host: ConfiguredHost | undefined;
  readonly rules: RuleSettings;
  readonly world: Pick<World, 'byDomain' | 'houseRules' | 'suppressions' | 'isInSession'>;
}

/**
 * What a configuration says of a file.
 * @param path relative to the configuration's folder, with `/` between names
 * @param rules what the user said of rules elsewhere: the configuration goes before it
 * @param explicit what was said for this very run: it goes before the configuration
 */
export function fileConfiguration(
  { hosts, severities, overrides, houseRules, exclude }: Configuration,
  path: string,
  rules: RuleSettings = new Map(),
  explicit: RuleSettings = new Map(),
): FileConfiguration {
  const byDomain: DomainSettings[] = [];
  const suppressions: ConfiguredSuppression[] = [];
  let ofFile = new Map([...rules, ...severities]);
  for (const override of overrides) {
    if (override.files !== undefined && !isAny(override.files, path)) continue;
    const { domains } = override;
    const matches = (name: string) => domains === undefined || isAny(domains, name);
    if (domains === undefined) ofFile = new Map([...ofFile, ...override.severities]);
    else if (override.severities.size > 0)
      byDomain.push({ matches, rules: without(override.severities, explicit) });
    for (const entry of override.suppress) suppressions.push({ matches, ...entry });
  }
  const host = hostOf(hosts, path);
  const isInSession = (name: string) => isAny(host?.session ?? [], name);
  return {
    isExcluded: foldersAndFile(path).some((one) => isAny(exclude, one)),
    host,
    rules: new Map([...ofFile, ...explicit]),
    world: { byDomain, houseRules, suppressions, isInSession },
  };
}

/** The first host whose patterns match; a single host without patterns serves every file. */
function hostOf(hosts: readonly ConfiguredHost[], path: string): ConfiguredHost | undefined {
  const [only] = hosts;
  if (hosts.length === 1 && only?.domains === undefined) return only;
  return hosts.find(({ domains }) => domains !== undefined && isAny(domains, path));
}

function isAny(globs: readonly Glob[], path: string): boolean {
  return globs.some((glob) => glob.matches(path));
}

/** `a`, `a/b`, `a/b/vm1.xml`. */
function foldersAndFile(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function without(settings: RuleSettings, others: RuleSettings): RuleSettings {
  return new Map([...settings].filter(([id]) => !others.has(id)));
}
