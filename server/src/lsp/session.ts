import { analyze, type Analysis } from '../analysis/analyze.ts';
import type { FleetView } from '../analysis/fleetFindings.ts';
import { SCHEMA_OF_ROOT, type Schemas } from '../analysis/schemas.ts';
import type { RuleSettings, World } from '../analysis/world.ts';
import { CONFIGURATION_NAME } from '../config/configuration.ts';
import {
  troubleFindings,
  type LoadedSchemas,
  type SchemaSource,
  type SchemaTrouble,
} from '../machine/schemas.ts';
import type { StatusParams } from '../protocol.ts';
import type { Finding } from '../text/finding.ts';
import { remembered } from '../text/remembered.ts';
import { rootName } from '../xml/rootName.ts';
import type { Environment } from './environment.ts';
import { fleetPlace } from './fleetPlace.ts';
import { createFleets, type Fleets, type ScanProgress } from './fleets.ts';
import { readHost, type Files, type HostState } from './hosts.ts';
import { openProjects, projectOf, type ProjectState } from './projects.ts';
import { createPauses } from './pauses.ts';
import { rehearse } from './rehearse.ts';
import { createShelf, schemaState } from './schemas.ts';
import type { Settings } from './settings.ts';
import { schemaStatus, statusOf } from './status.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

/** An open document, as the client last told it. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** What the session asks of the shell around it. */
export interface SessionPorts {
  readonly documents: () => readonly OpenDocument[];
  readonly document: (uri: string) => OpenDocument | undefined;
  /** The workspace folder that holds the document. */
  readonly folderOf: (uri: string) => string | undefined;
  readonly settings: (folder: string | undefined, uri: string) => Promise<Settings>;
  readonly isTrusted: () => boolean;
  readonly files: Files;
  /** Whether the client asks for the findings of open domains by itself: then they are not told twice. */
  readonly isPulled: () => boolean;
  /** What open documents are judged by has changed. */
  readonly stale: () => void;
  /** What is known of an open document is other than it was, or of the guests beside all of them: undefined. */
  readonly changed: (uri: string | undefined) => void;
  readonly publish: (
    uri: string,
    text: string,
    version: number | undefined,
    findings: readonly Finding[],
  ) => void;
  readonly tellStatus: (status: StatusParams) => void;
  /** The files that tell about hosts have changed: watch these. */
  readonly watch: (uris: readonly string[]) => void;
  /** The *.xml files of the workspace, at any depth. */
  readonly findXml: () => Promise<readonly string[]>;
  /** Findings in a file that is not open; their ranges are places. */
  readonly publishPlaces: (uri: string, findings: readonly Finding[]) => void;
  readonly progress: (total: number) => Promise<ScanProgress>;
  readonly log: (message: string) => void;
}

/** All state of the server: the host of each folder, and one analysis for each open document. */
export interface Session {
  /** Checks a document soon: changes that arrive together are checked once. */
  readonly check: (uri: string) => void;
  /** Somebody types in a document: it is checked soon, and work behind the keyboard rests. */
  readonly edited: (uri: string) => void;
  /** Settings, trust, a host file or a configuration changed: reads them anew and checks every open document. */
  readonly reload: () => void;
  /** Whether the document tells about a host, or is a project's configuration. */
  readonly isHostFile: (uri: string) => boolean;
  readonly close: (uri: string) => void;
  /** What an open document is judged by. */
  readonly surroundingsOf: (uri: string) => Promise<Surroundings>;
  /** How far the files of the workspace are read; undefined when they are. */
  readonly loading: Fleets['loading'];
  /** The guests that run on the host of an open document; undefined where that is not known. */
  readonly fleetOf: (uri: string) => FleetView | undefined;
  /** Files on disk were made, changed or deleted that tell about no host. */
  readonly changedOnDisk: (uris: readonly string[]) => void;
  /** The analysis of the text as it stands; undefined for a document that is not open or no libvirt domain. */
  readonly analysisOf: (uri: string) => Promise<Analysis | undefined>;
}

export function createSession(environment: Environment, ports: SessionPorts): Session {
  interface Kept {
    readonly version: number;
    readonly around: Surroundings;
    readonly schemas: LoadedSchemas | undefined;
    readonly analysis: Analysis | undefined;
  }
  const analyses = new Map<string, Kept>();
  const hosts = new Map<string, Promise<HostState>>();
  const around = new Map<string, Promise<Surroundings>>();
  const newProjects = () =>
    openProjects(
      ports.isTrusted,
      (uri) => ports.folderOf(uri) !== undefined,
      environment,
      ports.files,
    );
  let projects = newProjects();
  let generation = 0;
  const generations = new Map<string, number>();
  const settings = new Map<string, Promise<Settings>>();
  /** By the key of the file. */
  const hostFindings = new Map<
    string,
    { uri: string; text: string; findings: readonly Finding[] }
  >();
  const hostFilesByFolder = new Map<string, readonly string[]>();
  let hostFileKeys: ReadonlySet<string> = new Set();
  const waiting = new Set<string>();
  const pauses = createPauses();
  const shelf = createShelf(ports.files, pauses);
  /** The status that was last told of an open document: it changes seldom, and documents with every key. */
  const toldStatuses = new Map<string, string>();
  /** What was told of open documents because of others. */
  const toldOfOthers = new Map<string, string>();
  const fleets = createFleets({
    ...ports,
    keyOf: environment.keyOf,
    isOpen: (uri) => ports.document(uri) !== undefined,
    list: ports.findXml,
    read: ports.files.read,
    placeOf: async (uri) => {
      const folder = ports.folderOf(uri);
      const current = await settingsOf(folder, uri);
      const state = await hostOf(folder, uri);
      const project = await projectOf(uri, folder, current, projects);
      const place = fleetPlace(folder, state, project);
      if (place === undefined || project?.file.isExcluded === true) return undefined;
      const rules = project?.file.rules ?? current.rules;
      return { place, world: { host: place.host, rules, ...project?.file.world } };
    },
    changed: () => {
      tellOthers();
      ports.changed(undefined);
    },
    publish: ports.publishPlaces,
    nextTurn: pauses.turn,
  });

  function settingsOf(folder: string | undefined, uri: string): Promise<Settings> {
    return kept(settings, folder ?? '', () => ports.settings(folder, uri));
  }

  function hostOf(folder: string | undefined, uri: string): Promise<HostState> {
    return kept(hosts, folder ?? '', async () => {
      const current = await settingsOf(folder, uri);
      const state = await readHost(folder, current, ports.isTrusted(), environment, ports.files);
      tellHostFiles(folder ?? '', state);
      return state;
    });
  }

  function surroundingsOf(uri: string): Promise<Surroundings> {
    return kept(around, uri, async () => {
      const folder = ports.folderOf(uri);
      const current = await settingsOf(folder, uri);
      const [state, project] = await Promise.all([
        hostOf(folder, uri),
        projectOf(uri, folder, current, projects),
      ]);
      if (project !== undefined) tellProject(project);
      const trusted = ports.isTrusted();
      const schema = await schemaState(uri, folder, current, project, trusted, environment);
      const fleet = fleetPlace(folder, state, project);
      return { ...surroundings(current, state, project, schema), fleet };
    });
  }

  function tellProject({ project, findings, file, host }: ProjectState): void {
    const { place, text, wanted } = project;
    tellOfProject(place, [{ uri: place, text, findings }], [place], wanted);
    if (host !== undefined)
      tellOfProject(`${place} ${file.host?.name.value ?? ''}`, host.files, host.wanted);
  }

  function tellOfProject(
    key: string,
    files: HostState['files'],
    wanted: HostState['wanted'],
    named: readonly string[] = [],
  ): void {
    generations.set(key, generation);
    tellHostFiles(key, { files, wanted }, named);
  }

  /** Of configurations that hold for no open document any more, nothing is told. */
  async function forgetProjects(): Promise<void> {
    const now = generation;
    await Promise.allSettled(ports.documents().map(({ uri }) => analysisOf(uri)));
    if (now !== generation) return;
    for (const [key, last] of generations) {
      if (last === generation) continue;
      generations.delete(key);
      tellHostFiles(key, { files: [], wanted: [] });
    }
  }

  /** `named`: files to be watched of which others tell. */
  function tellHostFiles(
    folder: string,
    state: Pick<HostState, 'files' | 'wanted'>,
    named: readonly string[] = [],
  ): void {
    const read = new Set<string>();
    for (const { uri, text, findings } of state.files) {
      const key = environment.keyOf(uri);
      read.add(key);
      hostFindings.set(key, { uri, text, findings });
      publish(uri);
    }
    hostFilesByFolder.set(folder, [...state.wanted, ...named]);
    const used = [...new Set([...hostFilesByFolder.values()].flat())];
    hostFileKeys = new Set(used.map(environment.keyOf));
    const wanted = new Set(state.wanted.map(environment.keyOf));
    for (const [key, { uri }] of hostFindings) {
      if (hostFileKeys.has(key) && (read.has(key) || !wanted.has(key))) continue;
      hostFindings.delete(key);
      publish(uri);
    }
    ports.watch(used);
  }

  /** A file can be a host file and an open document at once: its findings are told together, by the name that the client gives it. */
  function publish(uri: string): void {
    const document = ports.document(uri);
    const name = document?.uri ?? uri;
    const ofHost = hostFindings.get(environment.keyOf(uri));
    const analysis = judged(name);
    if (document !== undefined) toldOfOthers.set(name, ofOthers(analysis));
    const ofDomain = ports.isPulled() ? [] : (analysis?.findings ?? []);
    const text = document?.text ?? ofHost?.text ?? '';
    ports.publish(name, text, document?.version, [...(ofHost?.findings ?? []), ...ofDomain]);
  }

  /** The analysis that is kept, with what other files have against the document. */
  function judged(uri: string): Analysis | undefined {
    const alone = analyses.get(uri)?.analysis;
    return alone && fleets.judged(uri, alone);
  }

  function tellOthers(): void {
    let isOther = false;
    for (const { uri } of ports.documents()) {
      if (ofOthers(judged(uri)) === (toldOfOthers.get(uri) ?? '')) continue;
      isOther = true;
      publish(uri);
    }
    if (isOther) ports.stale();
  }

  async function analysisOf(uri: string): Promise<Analysis | undefined> {
    if (ports.document(uri) === undefined) return undefined;
    const current = await surroundingsOf(uri);
    const document = ports.document(uri);
    if (document === undefined) return undefined;
    const before = analyses.get(uri);
    const { source } = current.schema;
    const root = rootName(document.text) ?? '';
    const schemas = source && shelf.loaded(source, root);
    const isSame = before?.around === current && before.schemas === schemas;
    if (isSame && before.version === document.version) return judged(uri);
    const world = worldWith(current.world)(schemas?.of);
    const analysis = current.isExcluded ? undefined : analyze(document.text, world);
    for (const { rule, error } of analysis?.failures ?? [])
      ports.log(`rule ${rule} failed on ${uri} and is dropped for it: ${String(error)}`);
    analyses.set(uri, { version: document.version, around: current, schemas, analysis });
    fleets.open(uri, analysis, current.fleet);
    publish(uri);
    ports.changed(uri);
    if (analysis !== undefined || before?.analysis !== undefined)
      tellStatus(
        statusOf(uri, analysis, current.state, schemaStatus(analysis, current.schema, schemas)),
      );
    if (source !== undefined && schemas === undefined && !current.isExcluded)
      loadSoon(source, document, current.world.rules);
    return judged(uri);
  }

  function tellStatus(status: StatusParams): void {
    const text = JSON.stringify(status);
    if (toldStatuses.get(status.uri) === text) return;
    toldStatuses.set(status.uri, text);
    ports.tellStatus(status);
  }

  /** Behind what is told of the document without its schema; then it is told anew. */
  function loadSoon(source: SchemaSource, { uri, text }: OpenDocument, rules: RuleSettings): void {
    const root = rootName(text) ?? '';
    if (!SCHEMA_OF_ROOT.has(root)) return;
    setImmediate(() => {
      shelf.load(source, root, text).then(
        (isNew) => {
          if (!isNew) return;
          tellSchemas(shelf.loaded(source, root)?.troubles() ?? [], rules);
          for (const { uri } of ports.documents()) check(uri);
          ports.stale();
          void rehearse(() => analyses.get(uri)?.analysis, pauses);
        },
        (error: unknown) => ports.log(`reading schemas failed: ${String(error)}`),
      );
    });
  }

  /** A schema that cannot be used is told of as a host file is, and watched until it can. */
  function tellSchemas(troubles: readonly SchemaTrouble[], rules: RuleSettings): void {
    for (const trouble of troubles) {
      const { place: uri, text, finding } = trouble;
      ports.log(`${uri}: ${finding.message}`);
      if (text === '') continue;
      const findings = troubleFindings(trouble, rules);
      tellOfProject(`schema ${uri}`, [{ uri, text, findings }], [uri]);
    }
  }

  function check(uri: string): void {
    if (waiting.size === 0) setImmediate(checkWaiting);
    waiting.add(uri);
  }

  function checkWaiting(): void {
    const uris = [...waiting];
    waiting.clear();
    for (const uri of uris)
      analysisOf(uri).catch((error: unknown) => {
        ports.log(
          `checking ${uri} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      });
  }

  return {
    check,
    edited: (uri) => {
      pauses.typed();
      check(uri);
    },
    analysisOf,
    isHostFile: (uri) =>
      uri.endsWith(`/${CONFIGURATION_NAME}`) || hostFileKeys.has(environment.keyOf(uri)),
    reload: () => {
      hosts.clear();
      settings.clear();
      around.clear();
      projects = newProjects();
      shelf.retry();
      generation++;
      void forgetProjects();
      fleets.rescan();
      for (const { uri } of ports.documents()) check(uri);
      ports.stale();
    },
    changedOnDisk: fleets.changedOnDisk,
    fleetOf: fleets.viewOf,
    surroundingsOf,
    loading: fleets.loading,
    close: (uri) => {
      analyses.delete(uri);
      around.delete(uri);
      waiting.delete(uri);
      toldOfOthers.delete(uri);
      toldStatuses.delete(uri);
      publish(uri);
      fleets.close(uri);
    },
  };
}

/** The same world for the same schemas: much is kept of the last one. */
const worldWith = remembered((world: World) => {
  const known = remembered((schemas: Schemas): World => ({ ...world, schemas }));
  return (schemas: Schemas | undefined) => (schemas === undefined ? world : known(schemas));
});

/** What an analysis says because of other files, to compare. */
function ofOthers(analysis: Analysis | undefined): string {
  if (analysis === undefined) return '';
  const found = analysis.findings.filter(({ rule }) => /^fleet\/|^suppression\/un/.test(rule));
  return `${analysis.otherGuests ?? 0} ${JSON.stringify(found)}`;
}

/** The kept promise, or a new one; one that fails is forgotten, so that the next try starts afresh. */
function kept<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  made.catch(() => {
    if (cache.get(key) === made) cache.delete(key);
  });
  return made;
}
