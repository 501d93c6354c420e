import type { Analysis } from '../analysis/analyze.ts';
import { analyze } from '../analysis/analyze.ts';
import type { StatusParams } from '../protocol.ts';
import type { Finding } from '../text/finding.ts';
import type { Environment } from './environment.ts';
import { readHost, type Files, type HostState } from './hosts.ts';
import type { Settings } from './settings.ts';
import { statusOf } from './status.ts';

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
  readonly publish: (
    uri: string,
    text: string,
    version: number | undefined,
    findings: readonly Finding[],
  ) => void;
  readonly tellStatus: (status: StatusParams) => void;
  /** The files that tell about hosts have changed: watch these. */
  readonly watch: (uris: readonly string[]) => void;
  readonly log: (message: string) => void;
}

/** All state of the server: the host of each folder, and one analysis for each open document. */
export interface Session {
  /** Checks a document soon: changes that arrive together are checked once. */
  readonly check: (uri: string) => void;
  /** Settings, trust or a host file changed: reads hosts anew and checks every open document. */
  readonly reload: () => void;
  /** Whether the document tells about a host. */
  readonly isHostFile: (uri: string) => boolean;
  readonly close: (uri: string) => void;
  /** The analysis of the text as it stands; undefined for a document that is not open or no libvirt domain. */
  readonly analysisOf: (uri: string) => Promise<Analysis | undefined>;
}

export function createSession(environment: Environment, ports: SessionPorts): Session {
  interface Kept {
    readonly version: number;
    readonly state: HostState;
    readonly settings: Settings;
    readonly analysis: Analysis | undefined;
  }
  const analyses = new Map<string, Kept>();
  const hosts = new Map<string, Promise<HostState>>();
  const settings = new Map<string, Promise<Settings>>();
  const hostFindings = new Map<string, { text: string; findings: readonly Finding[] }>();
  const hostFilesByFolder = new Map<string, readonly string[]>();
  const waiting = new Set<string>();

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

  function tellHostFiles(folder: string, state: HostState): void {
    for (const { uri, text, findings } of state.files) {
      hostFindings.set(uri, { text, findings });
      publish(uri);
    }
    hostFilesByFolder.set(folder, state.wanted);
    const used = new Set([...hostFilesByFolder.values()].flat());
    for (const uri of hostFindings.keys()) {
      if (
        used.has(uri) &&
        (state.files.some((file) => file.uri === uri) || !state.wanted.includes(uri))
      )
        continue;
      hostFindings.delete(uri);
      publish(uri);
    }
    ports.watch([...used]);
  }

  /** A file can be a host file and an open document at once: its findings are told together. */
  function publish(uri: string): void {
    const document = ports.document(uri);
    const ofHost = hostFindings.get(uri);
    const ofDomain = ports.isPulled() ? [] : (analyses.get(uri)?.analysis?.findings ?? []);
    const text = document?.text ?? ofHost?.text ?? '';
    ports.publish(uri, text, document?.version, [...(ofHost?.findings ?? []), ...ofDomain]);
  }

  async function analysisOf(uri: string): Promise<Analysis | undefined> {
    if (ports.document(uri) === undefined) return undefined;
    const folder = ports.folderOf(uri);
    const [state, current] = await Promise.all([hostOf(folder, uri), settingsOf(folder, uri)]);
    const document = ports.document(uri);
    if (document === undefined) return undefined;
    const before = analyses.get(uri);
    if (
      before?.version === document.version &&
      before.state === state &&
      before.settings === current
    )
      return before.analysis;
    const analysis = analyze(document.text, { host: state.host, rules: current.rules });
    for (const { rule, error } of analysis?.failures ?? [])
      ports.log(`rule ${rule} failed on ${uri} and is dropped for it: ${String(error)}`);
    analyses.set(uri, { version: document.version, state, settings: current, analysis });
    publish(uri);
    if (analysis !== undefined || before?.analysis !== undefined)
      ports.tellStatus(statusOf(uri, analysis, state));
    return analysis;
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
    analysisOf,
    isHostFile: (uri) => [...hostFilesByFolder.values()].some((uris) => uris.includes(uri)),
    reload: () => {
      hosts.clear();
      settings.clear();
      for (const { uri } of ports.documents()) check(uri);
      ports.stale();
    },
    close: (uri) => {
      analyses.delete(uri);
      waiting.delete(uri);
      publish(uri);
    },
  };
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
