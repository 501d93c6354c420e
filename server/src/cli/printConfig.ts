import type { RuleSettings } from '../analysis/world.ts';
import { formatVersion } from '../domain/versions.ts';
import { facetsOf, type Version } from '../host/topology.ts';
import type { PrintConfigCommand } from './args.ts';
import type { Environment } from './environment.ts';
import { createSurroundings } from './surroundings.ts';

/** What a file would be judged by, as JSON: where it comes from, the host, the versions, and what is said of rules. */
export async function printedConfig(
  command: PrintConfigCommand,
  environment: Environment,
): Promise<string> {
  const surroundings = await createSurroundings(command, environment);
  const real = await environment.realPath(command.path);
  const { world, isExcluded, project, configuration } = await surroundings.of(real);
  const { host, rules, versions = {}, byDomain = [], houseRules = [], suppressions = [] } = world;
  const problems = surroundings
    .reports()
    .flatMap(({ path, findings }) =>
      findings.map(({ rule, severity, message }) => ({ path, rule, severity, message })),
    );
  const told = {
    file: command.path,
    configuration: project?.place ?? null,
    excluded: isExcluded,
    host:
      host === undefined
        ? null
        : { name: host.name, nodes: [...host.nodes.keys()], facets: [...facetsOf(host)] },
    configuredHost: configuration?.host?.name.value ?? null,
    foundHostFiles: surroundings.foundHostFiles(),
    versions: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [name, formatVersion(version as Version)]),
    ),
    severities: asObject(rules),
    severitiesByDomain: byDomain.map((entry) => asObject(entry.rules)),
    rules: houseRules.map(({ id, severity }) => ({ id, severity })),
    suppress: suppressions.map(({ rule, reason }) => ({ rule, reason })),
    problems,
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

function asObject(settings: RuleSettings): Readonly<Record<string, string>> {
  return Object.fromEntries([...settings].sort(([a], [b]) => (a < b ? -1 : 1)));
}
