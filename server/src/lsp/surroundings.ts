import type { World } from '../analysis/world.ts';
import type { FleetPlace } from './fleetPlace.ts';
import type { HostState } from './hosts.ts';
import type { ProjectState } from './projects.ts';
import type { SchemaState } from './schemas.ts';
import type { Settings } from './settings.ts';

/** What a document is judged by. */
export interface Surroundings {
  readonly world: World;
  readonly state: HostState;
  readonly schema: SchemaState;
  /** The configuration says that the document is not to be checked. */
  readonly isExcluded: boolean;
  /** Where its guests run beside others; undefined: that is not known. */
  readonly fleet?: FleetPlace | undefined;
}

/**
 * A configuration goes before the settings: the host that it assigns, its severities. A setting holds where it says nothing.
 * @param ofFolder the host that the settings name, or that lies in the workspace folder
 */
export function surroundings(
  settings: Settings,
  ofFolder: HostState,
  project: ProjectState | undefined,
  schema: SchemaState,
): Surroundings {
  const state = project?.host ?? ofFolder;
  const { host } = state;
  const { isServedElsewhere } = schema;
  const versions = { ...settings.versions, ...host?.versions, ...project?.versions };
  if (project === undefined)
    return {
      world: { host, rules: settings.rules, versions, isServedElsewhere },
      state,
      schema,
      isExcluded: false,
    };
  const { file } = project;
  const world = { isServedElsewhere, host, rules: file.rules, ...file.world, versions };
  const problem = problemOf(project) ?? state.problem;
  return { world, state: { ...state, problem }, schema, isExcluded: file.isExcluded };
}

function problemOf({ findings }: ProjectState): string | undefined {
  const error = findings.find(({ severity }) => severity === 'error');
  return error && `libvirt-xml.json: ${error.message}`;
}
