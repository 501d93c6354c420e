import { withSettings } from '../analysis/findings.ts';
import { fileConfiguration, type FileConfiguration } from '../config/fileConfiguration.ts';
import {
  createProjects,
  folderOf,
  pathInFolder,
  type Project,
  type Projects,
} from '../machine/projects.ts';
import type { Versions } from '../host/topology.ts';
import type { Finding } from '../text/finding.ts';
import type { Environment } from './environment.ts';
import { isInside, type Files, type HostState } from './hosts.ts';
import type { Settings } from './settings.ts';

/** What the nearest configuration says of a document. */
export interface ProjectState {
  readonly project: Project;
  /** Of the configuration itself, with the severities of the settings where it states none. */
  readonly findings: readonly Finding[];
  readonly file: FileConfiguration;
  /** Of the host that it assigns to the document; undefined: it assigns none, and the settings' host holds. */
  readonly host: HostState | undefined;
  /** Of the software on that host. */
  readonly versions: Versions;
}

/**
 * The projects of documents, read as they are now. In restricted mode a configuration's host files must lie inside its folder,
 * symbolic links followed.
 */
export function openProjects(
  isTrusted: () => boolean,
  isInFolder: (uri: string) => boolean,
  environment: Environment,
  files: Files,
): Projects {
  return createProjects({
    read: async (uri, within) => {
      if (within !== undefined && !isTrusted() && !(await isInside(uri, within, environment)))
        return { error: 'it lies outside of the folder (restricted mode)', missing: false };
      // What lies above the workspace is asked of no file system but this machine's.
      const isAbove = within === undefined && !uri.startsWith('file:') && !isInFolder(uri);
      if (isAbove) return { error: 'it does not exist', missing: true };
      const read = await files.read(uri);
      return 'text' in read ? read : { error: read.error, missing: read.missing === true };
    },
    resolve: (path, folder) =>
      environment.resolve(path.startsWith('~') ? `./${path}` : path, folder) ?? '',
  });
}

/** @param folder the workspace folder of the document, where one that is not saved belongs */
export async function projectOf(
  uri: string,
  folder: string | undefined,
  settings: Settings,
  projects: Projects,
): Promise<ProjectState | undefined> {
  const place = uri.startsWith('untitled:') ? folder && `${folder}/untitled` : uri;
  const above = place === undefined ? undefined : folderOf(place);
  const project = above === undefined ? undefined : await projects.of(above);
  if (place === undefined || project === undefined) return undefined;
  const path = decoded(pathInFolder(place, project.folder));
  const file = fileConfiguration(project.configuration, path, settings.rules);
  const { severities } = project.configuration;
  const others = new Map([...settings.rules].filter(([rule]) => !severities.has(rule)));
  const told = (found: readonly Finding[]) => withSettings(found, others);
  const findings = told(project.findings);
  if (file.host === undefined) return { project, findings, file, host: undefined, versions: {} };
  const { topology, versions, wanted, files, problem } = project.host(file.host);
  const state: HostState = {
    host: topology,
    files: files.map(({ place: uri, text, findings: found }) => ({
      uri,
      text,
      findings: told(found),
    })),
    wanted,
    problem,
  };
  return { project, findings, file, host: state, versions };
}

/** A part of a URI as people write it; as it stands where it is no part of one. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
