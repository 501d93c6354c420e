import { readGlob } from '../config/glob.ts';
import { loadSchemas, type LoadedSchemas, type SchemaSource } from '../machine/schemas.ts';
import type { Environment } from './environment.ts';
import { isInside, type Files } from './hosts.ts';
import type { Pauses } from './pauses.ts';
import { decoded, type ProjectState } from './projects.ts';
import type { Settings } from './settings.ts';

/** Where a document's schema comes from. */
export interface SchemaState {
  /** undefined: nowhere. */
  readonly source: SchemaSource | undefined;
  /** Why there is none, in one sentence; empty if there is a source. */
  readonly why: string;
  /** A folder was asked for, and cannot be used. */
  readonly isTroubled: boolean;
  /** Another extension serves the document with a schema. */
  readonly isServedElsewhere: boolean;
}

/** Schemas that were read, each once, when the first document needs it. */
export interface SchemaShelf {
  /** The schemas of a folder, once the one for documents with this root is read. */
  readonly loaded: (source: SchemaSource, root: string) => LoadedSchemas | undefined;
  /** Reads the one for documents with this root, and readies it for one like `text`; false: that was asked for before. */
  readonly load: (source: SchemaSource, root: string, text: string) => Promise<boolean>;
  /** What could not be read is tried again when it is next asked for. */
  readonly retry: () => void;
}

export function createShelf(files: Files, pauses: Pauses): SchemaShelf {
  interface Kept {
    readonly folder: Promise<LoadedSchemas>;
    readonly asked: Set<string>;
    /** By root. */
    readonly read: Map<string, LoadedSchemas>;
  }
  const shelf = new Map<string, Kept>();
  const keyOf = ({ folder, version }: SchemaSource): string => `${folder} ${String(version)}`;
  const newKept = (source: SchemaSource): Kept => {
    const made = { folder: loadSchemas(source, files), asked: new Set<string>(), read: new Map() };
    shelf.set(keyOf(source), made);
    return made;
  };
  return {
    loaded: (source, root) => shelf.get(keyOf(source))?.read.get(root),
    load: async (source, root, text) => {
      const { folder, asked, read } = shelf.get(keyOf(source)) ?? newKept(source);
      if (asked.has(root)) return false;
      asked.add(root);
      const loaded = await folder;
      await inSlices(loaded.reading(root, text), pauses);
      read.set(root, loaded);
      return true;
    },
    retry: () => {
      for (const [key, { read }] of shelf)
        for (const { of, troubles } of read.values())
          if (of === undefined || troubles().some(({ isNote }) => !isNote)) shelf.delete(key);
    },
  };
}

/** Milliseconds for which reading a schema may hold up an answer to the keyboard. */
const SLICE = 4;

async function inSlices(steps: Iterator<void, void>, pauses: Pauses): Promise<void> {
  for (let until = performance.now() + SLICE; steps.next().done !== true;) {
    if (performance.now() < until) continue;
    await pauses.turn();
    until = performance.now() + SLICE;
  }
}

/**
 * The folder that the configuration states for the document's host, else that of the settings, else this machine's. In restricted
 * mode a folder that the workspace states must lie inside it, symbolic links followed.
 */
export async function schemaState(
  uri: string,
  folder: string | undefined,
  settings: Settings,
  project: ProjectState | undefined,
  isTrusted: boolean,
  environment: Environment,
): Promise<SchemaState> {
  const isServedElsewhere =
    settings.schemaFeatures === 'auto' && matchesAny(settings.servedElsewhere, uri);
  const rest = { why: '', isTroubled: false, isServedElsewhere };
  const none = (why: string, isTroubled: boolean): SchemaState => ({
    source: undefined,
    why,
    isTroubled,
    isServedElsewhere,
  });
  if (settings.schemaFeatures === 'off') return none('the settings leave schemas aside', false);
  const ofHost = project?.file.host?.schemas?.value;
  const within = ofHost === undefined ? folder : project?.project.folder;
  const path = ofHost ?? settings.schemas;
  if (path === undefined) {
    const [source] = environment.schemaFolders();
    return source === undefined
      ? none("libvirt's schemas are not on this machine", false)
      : { ...rest, source };
  }
  const place = environment.resolve(path, within)?.replace(/\/+$/, '');
  if (place === undefined)
    return none(`the folder '${path}' is relative, and the document is in no folder`, true);
  const mayBeAnywhere = isTrusted || (ofHost === undefined && settings.schemasByUser);
  if (!mayBeAnywhere && !(within !== undefined && (await isInside(place, within, environment))))
    return none(`the folder '${path}' lies outside of the folder (restricted mode)`, true);
  const version =
    ofHost === undefined ? environment.schemaRelease(place) : project?.versions.libvirt;
  return { ...rest, source: { folder: place, version, isGuess: false } };
}

/** Patterns as Red Hat's extension reads them: of the path, or of its end. */
function matchesAny(patterns: readonly string[], uri: string): boolean {
  const path = decoded(uri.replace(/^[a-z][a-z0-9+.-]*:\/*/i, ''));
  return patterns.some((pattern) => {
    const glob = readGlob(pattern.replace(/^(?:file:)?\/+/, '**/'));
    return 'matches' in glob && (glob.matches(path) || path.endsWith(`/${pattern}`));
  });
}
