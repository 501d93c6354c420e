import type { Connection } from 'vscode-languageserver';
import type { Analysis } from '../analysis/analyze.ts';
import { exclusiveLabels } from '../config/exclusiveLabels.ts';
import { overheadOf } from '../config/overheadOf.ts';
import { MODES, type AskedWhatIf } from '../map/asked.ts';
import { hostMapOf, noHostMapOf, undrawable, type MadeMap } from '../map/hostMap.ts';
import { drawMap } from '../map/draw/drawMap.ts';
import { STYLE } from '../map/draw/style.ts';
import { wholeMap } from '../map/draw/wholeMap.ts';
import type { HostMap, MapPlan, NoHostMap } from '../map/model.ts';
import { unreadableWhy } from '../map/readable.ts';
import {
  HOST_MAP,
  HOST_MAP_CHANGED,
  HOST_MAP_EDIT,
  type HostMapDrawing,
  type HostMapEditParams,
  type HostMapEditResult,
  type HostMapParams,
  type HostMapResult,
} from '../protocol.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { touches } from '../text/range.ts';
import { toEdits } from './convert.ts';
import { hostFilesOf, isOldCapture } from './mapFiles.ts';
import type { OpenDocument, Session } from './session.ts';

interface HostMapPorts {
  readonly session: () => Session;
  readonly document: (uri: string) => OpenDocument | undefined;
  readonly folderOf: (uri: string) => string | undefined;
  /** ISO 8601. */
  readonly now: () => string;
  readonly log: (message: string) => void;
}

/** What the maps are told by the session around them. */
export interface HostMaps {
  /** The map of a document may be another one; undefined: that of all. */
  readonly changed: (uri: string | undefined) => void;
  readonly close: (uri: string) => void;
}

/** In milliseconds: changes that come together are told once. */
const REST = 100;

/** A text of which a map could be made. */
interface Good {
  readonly analysis: Analysis;
  /** Which of its domains. */
  readonly index: number;
  readonly version: number;
}

type Made =
  | { readonly made: MadeMap; readonly good: Good; readonly stale: string | undefined }
  | { readonly noHost: NoHostMap }
  | { readonly problem: string };

/** Serves the host map: what it shows, the edit that writes a plan of it, and word when it is another one. */
export function serveHostMap(connection: Connection, ports: HostMapPorts): HostMaps {
  /** Of every document of which a map was asked what was shown last, by domain; the newest stands last. */
  const asked = new Map<string, Map<number, Good>>();
  const waiting = new Set<string>();

  async function make(params: HostMapParams): Promise<Made> {
    const document = ports.document(params.uri);
    if (document === undefined) return { problem: 'the document is not open' };
    const { uri } = document;
    const goods = asked.get(uri) ?? new Map<number, Good>();
    asked.set(uri, goods);
    const now = await current(uri);
    if (now === undefined) return { problem: 'the document is not open' };
    const { analysis, version } = now;
    const index = analysis === undefined ? -1 : domainAt(analysis, params.position);
    const why = unreadableWhy(analysis, index);
    const good = analysis && why === undefined ? { analysis, index, version } : undefined;
    const whatIfs = whatIfsIn(params);
    const isAlone = params.alone === true;
    const before = goods.get(index) ?? [...goods.values()].at(-1);
    const result = good && (await mapOf(uri, good, whatIfs, isAlone));
    const isWhole = result !== undefined && 'made' in result && !result.made.isIncomplete;
    if (isWhole && good !== undefined) {
      goods.delete(index);
      goods.set(index, good);
      return result;
    }
    const isTold = result !== undefined && !('made' in result);
    if (isTold || before === undefined)
      return result ?? { problem: why ?? 'the document holds no libvirt domain' };
    const earlier = await mapOf(uri, before, whatIfs, isAlone);
    if (!('made' in earlier)) return earlier;
    const stale = `${why ?? 'a value of the guest cannot be read'}: the map shows an earlier state`;
    return { ...earlier, stale };
  }

  /** The text as it stands and its analysis, which belong together. */
  async function current(uri: string) {
    const { analysisOf } = ports.session();
    for (let tries = 0; tries < TRIES; tries++) {
      const analysis = await analysisOf(uri);
      const document = ports.document(uri);
      if (document === undefined) return undefined;
      if (analysis === undefined || analysis.text === document.text)
        return { analysis, version: document.version };
    }
    return undefined;
  }

  async function mapOf(
    uri: string,
    good: Good,
    whatIfs: readonly AskedWhatIf[],
    isAlone: boolean,
  ): Promise<Made> {
    const { session, folderOf, now } = ports;
    const around = await session().surroundingsOf(uri);
    const { analysis, index } = good;
    const domain = analysis.domains[index];
    if (domain === undefined) return { problem: 'the document holds no libvirt domain' };
    const { host, problem } = around.state;
    if (host === undefined)
      return { noHost: noHostMapOf(domain, problem ?? 'no host file is configured') };
    const why = undrawable(host);
    if (why !== undefined) return { noHost: noHostMapOf(domain, why) };
    const configured = around.fleet?.configured;
    const ground = {
      ...{ uri, analysis, domain, host, isAlone },
      files: hostFilesOf(around.state.files, folderOf(uri)),
      fleet: session().fleetOf(uri),
      overhead: overheadOf(configured?.overhead, domain),
      exclusive: exclusiveLabels(configured, domain.name?.value),
      isOld: isOldCapture(host.capturedAt, now()),
      loading: session().loading(),
    };
    return { made: hostMapOf(ground, whatIfs), good, stale: undefined };
  }

  async function guarded<T>(work: Promise<T>): Promise<T | { readonly problem: string }> {
    try {
      return await work;
    } catch (error) {
      ports.log(
        `a host map failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
      return { problem: 'the map could not be made: see the log' };
    }
  }

  connection.onRequest(HOST_MAP, async (params: HostMapParams): Promise<HostMapResult> => {
    const result = await guarded(make(params));
    if (!('made' in result)) return result;
    const { made, good, stale } = result;
    const map =
      stale === undefined
        ? made.map
        : { ...made.map, stale, plans: made.map.plans.map(withoutEdit) };
    return {
      map,
      version: good.version,
      wrong: made.asked.flatMap((one, whatIf) =>
        'problem' in one ? [{ whatIf, problem: one.problem }] : [],
      ),
      asked: made.asked.map((one) => ('key' in one ? one.key : null)),
      ...drawingOf(map, params.draw),
      modes: MODES,
    };
  });

  connection.onRequest(
    HOST_MAP_EDIT,
    async (params: HostMapEditParams): Promise<HostMapEditResult> => {
      const result = await guarded(make(params));
      if ('problem' in result) return result;
      if ('noHost' in result) return { problem: result.noHost.why };
      const { made, good, stale } = result;
      if (stale !== undefined || good.version !== params.version)
        return { problem: 'the document has changed since: look at the map again' };
      const edits = made.edits.get(params.key);
      if (edits === undefined) return { problem: 'there is nothing to write for this plan' };
      const { uri } = ports.document(params.uri) ?? params;
      const lines = new LineIndex(good.analysis.text);
      return {
        edit: {
          documentChanges: [
            { textDocument: { uri, version: good.version }, edits: toEdits(edits, lines) },
          ],
        },
      };
    },
  );

  function tell(): void {
    const uris = [...waiting];
    waiting.clear();
    for (const uri of uris)
      if (asked.has(uri)) void connection.sendNotification(HOST_MAP_CHANGED, { uri });
  }

  return {
    changed: (uri) => {
      const uris = uri === undefined ? [...asked.keys()] : asked.has(uri) ? [uri] : [];
      if (uris.length === 0) return;
      if (waiting.size === 0) setTimeout(tell, REST);
      for (const one of uris) waiting.add(one);
    },
    close: (uri) => {
      asked.delete(uri);
    },
  };
}

/** So often a text may change while it is analysed. */
const TRIES = 5;

/** The domain around a position, else the first. -1: there is none. */
function domainAt({ domains, text }: Analysis, position: HostMapParams['position']): number {
  if (domains.length < 2 || position === undefined) return domains.length === 0 ? -1 : 0;
  const offset = new LineIndex(text).offsetAt(position);
  return Math.max(
    0,
    domains.findIndex(({ source }) => touches(source.whole, offset)),
  );
}

/** Clients may send anything. */
function whatIfsIn({ whatIfs }: Partial<HostMapParams>): readonly AskedWhatIf[] {
  if (!Array.isArray(whatIfs)) return [];
  return whatIfs.map((one: Partial<AskedWhatIf> | null) => ({
    mode: textOf(one?.mode),
    nodeset: textOf(one?.nodeset),
  }));
}

/** The map as drawn, where that is asked for. Clients may send anything. */
function drawingOf(map: HostMap, asked: unknown): Pick<Shown, 'picture' | 'whole'> {
  if (typeof asked !== 'object' || asked === null) return {};
  const { width, plan, whole } = asked as Readonly<Record<keyof HostMapDrawing, unknown>>;
  const wide = typeof width === 'number' ? width : NaN;
  const key = typeof plan === 'string' ? plan : undefined;
  return {
    picture: drawMap(map, wide, key),
    ...(whole === true ? { whole: wholeMap(map, wide, STYLE, key) } : {}),
  };
}

type Shown = Extract<HostMapResult, { readonly map: unknown }>;

const textOf = (sent: unknown): string => (typeof sent === 'string' ? sent : '');

function withoutEdit(plan: MapPlan): MapPlan {
  const { edit, ...rest } = plan;
  return edit === undefined ? plan : rest;
}
