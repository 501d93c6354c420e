import { inOrder, withSettings } from '../analysis/findings.ts';
import type { RuleSettings, World } from '../analysis/world.ts';
import { fileConfiguration, type FileConfiguration } from '../config/fileConfiguration.ts';
import { FOUND_BY_NAME } from '../host/hostName.ts';
import type { HostTopology, Versions } from '../host/topology.ts';
import { decodeText } from '../machine/decodeText.ts';
import {
  createProjects,
  folderOf,
  pathInFolder,
  type Project,
  type ProjectFiles,
} from '../machine/projects.ts';
import type { FileReport } from '../report/fileReport.ts';
import type { Environment } from './environment.ts';
import { readHosts } from './readHosts.ts';
import { openSchemas } from './schemas.ts';

/** What the arguments say of the world; it goes before every configuration. */
export interface StatedWorld {
  readonly hosts: readonly string[];
  readonly rules: RuleSettings;
  readonly versions: Versions;
  readonly config: ConfigUse;
  readonly schemas: SchemaUse;
}

/** nearest: that of each file's folder or the nearest above; none, and no host file that nobody names; or the one that is named. */
export type ConfigUse = 'nearest' | 'none' | { readonly path: string };

/** found: those of the file's host, else of this machine; none; or those of the folder that is named. */
export type SchemaUse = 'found' | 'none' | { readonly path: string };

/** What a file is judged by. */
export interface FileSurroundings {
  readonly world: World;
  readonly isExcluded: boolean;
  readonly project: Project | undefined;
  readonly configuration: FileConfiguration | undefined;
}

export interface Surroundings {
  /** The host files of the working directory that were found by their name and used so far. */
  readonly foundHostFiles: () => readonly string[];
  /** @param real the file's path without symbolic links */
  readonly of: (real: string) => Promise<FileSurroundings>;
  /** Of the host files and configurations that were used so far, those with findings and the unreadable ones. */
  readonly reports: () => readonly FileReport[];
  /** Adds to what is found in a configuration that was used. */
  readonly tell: (project: Project, findings: FileReport['findings']) => void;
  /** The ids of the house rules in the configurations that were used so far. */
  readonly houseRules: () => ReadonlySet<string>;
}

/** Reads the host files that were named, and makes ready to find the configuration of each file. */
export async function createSurroundings(
  stated: StatedWorld,
  environment: Environment,
): Promise<Surroundings> {
  const { host, reports } = await readHosts(stated.hosts, stated.rules, environment);
  const here = await environment.realPath('.');
  const folderHost = hostOfFolder(stated, environment);
  const projects = createProjects(filesOf(environment));
  const used = new Map<string, FileReport>();
  const houseRules = new Set<string>();
  const { config } = stated;
  const schemas = openSchemas(stated.schemas, stated.rules, environment);
  /** Of all files without a configuration: what is made of one world is made once. */
  const unconfigured = async (topology: HostTopology | undefined): Promise<FileSurroundings> => {
    const versions = { ...topology?.versions, ...stated.versions };
    const world = {
      ...{ host: topology, rules: stated.rules, versions },
      ...(await schemas.of(undefined)),
    };
    return { world, isExcluded: false, project: undefined, configuration: undefined };
  };
  const isBelow = (file: string): boolean => pathFrom(file, here) !== file;
  let ofFolder: Promise<FileSurroundings> | undefined;
  let ofOthers: Promise<FileSurroundings> | undefined;
  const named =
    typeof config === 'string'
      ? undefined
      : projects.at(absolute(await environment.realPath(config.path), here));

  return {
    foundHostFiles: folderHost.files,
    of: async (real) => {
      const file = absolute(real, here);
      const project = config === 'nearest' ? await projects.of(folderOf(file) ?? '') : await named;
      if (project === undefined)
        return isBelow(file)
          ? (ofFolder ??= folderHost.get().then((found) => unconfigured(host ?? found)))
          : (ofOthers ??= unconfigured(host));
      remember(project.place, project.text, project.findings, project.error !== undefined);
      const { configuration: all, folder } = project;
      for (const { id } of all.houseRules) houseRules.add(id);
      const configuration = fileConfiguration(
        all,
        pathInFolder(file, folder),
        new Map(),
        stated.rules,
      );
      const isExplicit = stated.hosts.length > 0;
      const configured =
        isExplicit || configuration.host === undefined
          ? undefined
          : project.host(configuration.host);
      for (const { place, text, findings } of configured?.files ?? [])
        remember(place, text, findings, false);
      const isOpen = configuration.host === undefined && isBelow(file);
      const found = isExplicit || !isOpen ? undefined : await folderHost.get();
      const topology = isExplicit ? host : (configured?.topology ?? found);
      const versions = configured?.versions ?? topology?.versions;
      const ofHost = configuration.host?.schemas;
      const schemaFolder = ofHost && {
        folder: absolute(ofHost.value.replaceAll('\\', '/'), folder),
        version: configured?.versions.libvirt,
        isGuess: false,
      };
      const world: World = {
        host: topology,
        rules: configuration.rules,
        ...configuration.world,
        versions: { ...versions, ...stated.versions },
        ...(await schemas.of(schemaFolder)),
      };
      return { world, isExcluded: configuration.isExcluded, project, configuration };
    },
    reports: () => [
      ...[...used.values()].filter(
        ({ status, findings }) => status === 'unreadable' || findings.length > 0,
      ),
      ...reports,
      ...folderHost.reports(),
      ...schemas.reports(),
    ],
    tell: ({ place }, findings) => {
      const report = used.get(place);
      if (report === undefined) return;
      const all = [...report.findings, ...withSettings(findings, stated.rules)].sort(inOrder);
      used.set(place, { ...report, findings: all });
    },
    houseRules: () => houseRules,
  };

  function remember(
    place: string,
    text: string,
    findings: FileReport['findings'],
    isUnreadable: boolean,
  ): void {
    if (used.has(place)) return;
    const path = pathFrom(place, here);
    const status = isUnreadable ? 'unreadable' : 'linted';
    const told = withSettings(findings, stated.rules);
    used.set(place, { path, status, domain: undefined, text, findings: told });
  }
}

/** The host of the working directory, from the files there that are named after it; it is read when the first file wants it. */
function hostOfFolder({ hosts, rules, config }: StatedWorld, environment: Environment) {
  let reading: Promise<HostTopology | undefined> | undefined;
  let files: readonly string[] = [];
  let reports: readonly FileReport[] = [];
  const read = async (): Promise<HostTopology | undefined> => {
    if (hosts.length > 0 || config === 'none') return undefined;
    const listed = await environment.listFolder('.');
    if ('error' in listed) return undefined;
    const names = listed.entries.map(({ name }) => name).filter((name) => FOUND_BY_NAME.test(name));
    const known = await readHosts(names.sort(), rules, environment);
    files = names;
    reports = known.reports;
    return known.host;
  };
  return {
    get: () => (reading ??= read()),
    files: () => files,
    reports: () => reports,
  };
}

function filesOf(environment: Environment): ProjectFiles {
  return {
    read: async (place) => {
      if ((await environment.kindOf(place)) === 'missing')
        return { error: 'it does not exist', missing: true };
      const content = await environment.readFile(place);
      if ('error' in content) return { error: content.error, missing: false };
      const { text, problem } = decodeText(content.bytes, content.cut);
      return problem === undefined ? { text } : { error: problem, missing: false };
    },
    resolve: (path, folder) => absolute(path.replaceAll('\\', '/'), folder),
  };
}

/** As people would write it: relative where it lies below. */
export function pathFrom(place: string, here: string): string {
  const folder = here.endsWith('/') ? here : `${here}/`;
  return place.startsWith(folder) ? place.slice(folder.length) : place;
}

/** A path seen from a folder, without `.` and `..` where names stand before them. */
function absolute(path: string, folder: string): string {
  const whole = /^(?:\/|[a-z]:)/i.test(path) ? path : `${folder.replace(/\/$/, '')}/${path}`;
  // `//server/share`: a path of Windows that begins with two.
  const names: string[] = /^\/\/[^/]+\/[^/]/.test(whole) ? ['', ''] : [];
  const fixed = names.length === 0 ? 1 : 4;
  for (const name of whole.split('/')) {
    if (name === '.' || (name === '' && names.length > 0)) continue;
    if (name === '..' && names.length > fixed) names.pop();
    else if (name !== '..') names.push(name);
  }
  return names.join('/');
}
