import { checkHostFiles, hostFileName } from '../analysis/hostFiles.ts';
import type { RuleSettings } from '../analysis/world.ts';
import {
  checkConfiguration,
  missingFile,
  type CheckedConfiguration,
} from '../config/checkConfiguration.ts';
import {
  CONFIGURATION_NAME,
  type Configuration,
  type ConfiguredHost,
} from '../config/configuration.ts';
import { configuredTopology, versionsOn } from '../config/configuredTopology.ts';
import { findingsOf } from '../analysis/findings.ts';
import type { HostTopology, Versions } from '../host/topology.ts';
import type { Finding, Problem } from '../text/finding.ts';

/** A file's text; `missing`: there is no such file, so that the folder above is looked at. */
export type ReadText =
  { readonly text: string } | { readonly error: string; readonly missing: boolean };

/** How a shell reaches files. A place is a path or a URI, with `/` between names and none at the end of a folder. */
export interface ProjectFiles {
  /** @param within the folder of the configuration that names the file; undefined for a configuration itself */
  readonly read: (place: string, within?: string) => Promise<ReadText>;
  /** The place that a path as written means, seen from a folder. */
  readonly resolve: (path: string, folder: string) => string;
}

/** A configuration that was found, with all the files that it names. */
export interface Project {
  readonly place: string;
  readonly folder: string;
  readonly text: string;
  readonly configuration: Configuration;
  /** What is found in its text, the files included that it names. */
  readonly findings: readonly Finding[];
  /** Why it could not be read. */
  readonly error: string | undefined;
  /** The host files that it names, whether they are there or not. */
  readonly wanted: readonly string[];
  /** A host as its files and the configuration tell of it. */
  readonly host: (host: ConfiguredHost) => ProjectHost;
}

export interface ProjectHost {
  /** undefined when no file describes it. */
  readonly topology: HostTopology | undefined;
  readonly versions: Versions;
  /** The files that describe it, read or not. */
  readonly wanted: readonly string[];
  /** The files that could be read. */
  readonly files: readonly ProjectHostFile[];
  /** Why a file is not used, in one sentence. */
  readonly problem: string | undefined;
}

export interface ProjectHostFile {
  readonly place: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Configurations by the folders that they hold for. Each is read once: whoever wants to see a change makes new projects. */
export interface Projects {
  /** The project of a folder: of its own configuration, or of the nearest above. */
  readonly of: (folder: string) => Promise<Project | undefined>;
  /** The project of a configuration that is named. */
  readonly at: (place: string) => Promise<Project>;
}

export function createProjects(files: ProjectFiles): Projects {
  const byFolder = new Map<string, Promise<Project | undefined>>();

  function of(folder: string): Promise<Project | undefined> {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const made = find(folder);
    byFolder.set(folder, made);
    return made;
  }

  async function find(folder: string): Promise<Project | undefined> {
    const place = `${folder}/${CONFIGURATION_NAME}`;
    const read = await files.read(place);
    if ('error' in read && read.missing) {
      const above = folderOf(folder);
      return above === undefined ? undefined : of(above);
    }
    return readProject(place, read, files);
  }

  return { of, at: async (place) => readProject(place, await files.read(place), files) };
}

/** The folder that holds a file or a folder; undefined at the top: of a system, a drive, a share. */
export function folderOf(place: string): string | undefined {
  const end = place.lastIndexOf('/');
  if (end < 0 || TOP.test(place)) return undefined;
  return place.slice(0, end);
}

/** `vscode-vfs://github`, `file:///c%3A`, `file://server/share`, `//server/share`; `C:` has no slash. */
const TOP =
  /^(?:[a-z][a-z0-9+.-]+:\/\/[^/]*|file:\/\/\/[a-z](?::|%3a)|(?:file:)?\/\/[^/]+\/[^/]+)$/i;

/** Where a file stands in a folder, for the patterns of the folder's configuration; the whole place for one that stands elsewhere. */
export function pathInFolder(place: string, folder: string): string {
  const path = place.startsWith(`${folder}/`) ? place.slice(folder.length + 1) : place;
  return path.replace(/^\/+/, '');
}

async function readProject(place: string, read: ReadText, files: ProjectFiles): Promise<Project> {
  const folder = folderOf(place) ?? '';
  const text = 'text' in read ? read.text : '';
  const checked = checkConfiguration(text);
  const { configuration } = checked;
  const topologies = configuration.hosts.flatMap(({ topology }) => topology);
  const texts = new Map<string, ReadText>();
  const problems: Problem[] = [];
  for (const path of topologies) {
    const wanted = files.resolve(path.value, folder);
    const found = texts.get(wanted) ?? (await files.read(wanted, folder));
    texts.set(wanted, found);
    if ('error' in found) problems.push(missingFile(path, found.error));
  }
  const hosts = new Map<ConfiguredHost, ProjectHost>();
  return {
    place,
    folder,
    text,
    configuration,
    findings: 'error' in read ? unreadable(read.error) : checked.findings(problems),
    error: 'error' in read ? read.error : undefined,
    wanted: [...texts.keys()],
    host: (host) => {
      const known = hosts.get(host);
      if (known !== undefined) return known;
      const places = host.topology.map(({ value }) => files.resolve(value, folder));
      const made = readHost(host, places, texts, configuration.severities);
      hosts.set(host, made);
      return made;
    },
  };
}

function unreadable(error: string): ReturnType<CheckedConfiguration['findings']> {
  const report = {
    range: { start: 0, end: 0 },
    message: `the configuration cannot be used: ${error}`,
  };
  return findingsOf([{ rule: 'config/unreadable', report }], new Map(), 0);
}

function readHost(
  host: ConfiguredHost,
  places: readonly string[],
  texts: ReadonlyMap<string, ReadText>,
  rules: RuleSettings,
): ProjectHost {
  const problems: string[] = [];
  const readable = [...new Set(places)].flatMap((place) => {
    const read = texts.get(place);
    if (read !== undefined && 'text' in read) return [{ name: place, text: read.text }];
    const error = read?.error ?? 'it does not exist';
    problems.push(`the host file '${hostFileName(place)}' cannot be used: ${error}`);
    return [];
  });
  const { host: read, findings } = checkHostFiles(readable, rules);
  const files = readable.map(({ name, text }, index) => ({
    place: name,
    text,
    findings: findings[index] ?? [],
  }));
  for (const { place, findings: found } of files) {
    const error = found.find(({ severity }) => severity === 'error');
    if (error !== undefined) problems.push(`${hostFileName(place)}: ${error.message}`);
  }
  return {
    topology: read && configuredTopology(host, read),
    versions: versionsOn(host, read),
    wanted: places,
    files,
    problem: problems[0],
  };
}
