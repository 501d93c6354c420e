import type { Analysis } from '../analysis/analyze.ts';
import { fleetTold, withFleet, type FleetView } from '../analysis/fleetFindings.ts';
import { isLegible } from '../analysis/claimFile.ts';
import { allFindings } from '../analysis/findings.ts';
import type { World } from '../analysis/world.ts';
import { createFleet, type Fleet } from '../fleet/fleet.ts';
import type { ReadFileResult } from '../protocol.ts';
import type { Finding } from '../text/finding.ts';
import { guestsOf, readClosed, type ClosedFile } from './fleetFiles.ts';
import type { FleetPlace } from './fleetPlace.ts';

/** What the fleets ask of the session around them. */
export interface FleetPorts {
  /** The same for every URI of one file. */
  readonly keyOf: (uri: string) => string;
  readonly isOpen: (uri: string) => boolean;
  /** The *.xml files of the workspace, at any depth. */
  readonly list: () => Promise<readonly string[]>;
  readonly read: (uri: string) => Promise<ReadFileResult>;
  /** Where a file's guests run, and what it is judged by; undefined for a file that is not to be checked. */
  readonly placeOf: (
    uri: string,
  ) => Promise<{ readonly place: FleetPlace; readonly world: World } | undefined>;
  /** What is found in open documents may be other than it was. */
  readonly changed: () => void;
  /** Of a file that is not open; the ranges are places. */
  readonly publish: (uri: string, findings: readonly Finding[]) => void;
  /** Begins to tell how far a long piece of work has come. */
  readonly progress: (total: number) => Promise<ScanProgress>;
  /** Between the files that are read behind the keyboard. */
  readonly nextTurn: () => Promise<void>;
  readonly log: (message: string) => void;
}

export interface ScanProgress {
  readonly step: (done: number) => void;
  readonly end: () => void;
}

/** The guests of all hosts of the workspace: of open documents as they are typed, of all others as they lie on disk. */
export interface Fleets {
  /** An open document is this now; undefined: it has no guests. The first that has a host makes that the others are read, in the background. */
  readonly open: (uri: string, analysis: Analysis | undefined, place?: FleetPlace) => void;
  /** With what is found in the document because of others. */
  readonly judged: (uri: string, analysis: Analysis) => Analysis;
  /** The document was closed: what lies on disk counts again. */
  readonly close: (uri: string) => void;
  /** Files were made, changed or deleted. */
  readonly changedOnDisk: (uris: readonly string[]) => void;
  /** Hosts, configurations or settings may be others: all files are read anew, soon. */
  readonly rescan: () => void;
  /** The fleet of a document, for pictures. */
  readonly viewOf: (uri: string) => FleetView | undefined;
  /** How many of the files are read; undefined when nothing is being read. */
  readonly loading: () => { readonly read: number; readonly of: number } | undefined;
}

interface Home extends FleetView {
  readonly fleet: Fleet;
  host: FleetView['host'];
  supposed: FleetView['supposed'];
  isListed: boolean;
  /** The keys of files of which it is not known what all their guests claim. */
  readonly illegible: Set<string>;
}

interface Known {
  readonly uri: string;
  readonly home: Home;
  /** undefined: it is open. */
  readonly closed: ClosedFile | undefined;
}

/** In milliseconds: so long nothing else is held up. */
const SLICE = 5;
/** What changes with every key is told to many files only when the typing rests. */
const REST = 200;
const MANY = 100;
/** So many files that are not open are told what is found in them. */
const TOLD_LIMIT = 1000;
/** So many files are read at a time. */
const AT_ONCE = 8;

export function createFleets(ports: FleetPorts): Fleets {
  const homes = new Map<string, Home>();
  const files = new Map<string, Known>();
  /** What was told of closed files, by key. */
  const told = new Map<string, { readonly uri: string; readonly text: string }>();
  const shown = new WeakMap<Analysis, { readonly of: string; readonly analysis: Analysis }>();
  const started = { isActive: false, scan: 0, telling: 0, isScanning: false, isScanned: false };
  let scanned = { read: 0, of: 0 };
  let isTouched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function homeOf({ key, host, supposed, isListed }: FleetPlace): Home {
    const home = homes.get(key) ?? {
      ...{ fleet: createFleet(), host, supposed, isListed },
      illegible: new Set(),
    };
    home.host = host;
    home.supposed = supposed;
    home.isListed = isListed;
    homes.set(key, home);
    return home;
  }

  /** Remembers whether all is known of what a file's guests claim. */
  function note(uri: string, home: Home | undefined, isKnown: boolean): void {
    const key = ports.keyOf(uri);
    for (const { illegible } of homes.values()) illegible.delete(key);
    if (!isKnown) home?.illegible.add(key);
  }

  /** Whether no guest of a host is missing. */
  const isWhole = ({ isListed, illegible }: Home): boolean =>
    started.isScanned && !started.isScanning && isListed && illegible.size === 0;

  function put(
    uri: string,
    file: Omit<Known, 'uri'> | undefined,
    guests: ClosedFile['guests'],
  ): void {
    const key = ports.keyOf(uri);
    const before = files.get(key);
    if (before === undefined && file === undefined) return;
    if (before !== undefined && (before.home !== file?.home || before.uri !== uri))
      before.home.fleet.set(before.uri, []);
    if (file === undefined) files.delete(key);
    else {
      files.set(key, { uri, ...file });
      file.home.fleet.set(uri, guests);
    }
    touch();
  }

  /** Changes that come together are told once, and those of a scan at its end. */
  function touch(): void {
    if (isTouched || started.isScanning) return;
    isTouched = true;
    setImmediate(() => {
      isTouched = false;
      ports.changed();
      const now = ++started.telling;
      setTimeout(
        () => {
          guarded(tellClosed(now));
        },
        files.size > MANY ? REST : 0,
      );
    });
  }

  async function tellClosed(now: number): Promise<void> {
    const untold = new Set(told.keys());
    let count = 0;
    let begun = performance.now();
    for (const [key, { uri, home, closed }] of [...files]) {
      if (performance.now() - begun > SLICE) {
        await nextTurn();
        if (now !== started.telling) return;
        begun = performance.now();
      }
      if (closed === undefined || home.supposed !== undefined || ports.isOpen(uri)) continue;
      if (count >= TOLD_LIMIT) break;
      const findings = findingsIn(uri, home, closed);
      if (findings.length === 0) continue;
      count++;
      untold.delete(key);
      const text = JSON.stringify(findings);
      if (told.get(key)?.text === text) continue;
      told.set(key, { uri, text });
      ports.publish(uri, findings);
    }
    for (const key of untold) {
      const uri = told.get(key)?.uri;
      told.delete(key);
      if (uri !== undefined && !ports.isOpen(uri)) ports.publish(uri, []);
    }
  }

  async function readInTurn(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      await readOne(uri);
      await ports.nextTurn();
    }
  }

  async function scan(now: number): Promise<void> {
    started.isScanning = true;
    // What comes meanwhile stays, though it is not listed.
    const before = [...files.keys()];
    const uris = await ports.list();
    scanned = { read: 0, of: uris.length };
    const progress = uris.length > MANY ? await ports.progress(uris.length) : undefined;
    const seen = new Set(uris.map(ports.keyOf));
    try {
      for (let at = 0; at < uris.length && now === started.scan; at += AT_ONCE) {
        await Promise.all(uris.slice(at, at + AT_ONCE).map(readOne));
        scanned = { read: at, of: uris.length };
        progress?.step(at);
        await ports.nextTurn();
      }
    } finally {
      progress?.end();
      if (now === started.scan) started.isScanning = false;
    }
    if (now !== started.scan) return;
    started.isScanned = true;
    for (const key of before) {
      const file = files.get(key);
      if (file?.closed !== undefined && !seen.has(key)) put(file.uri, undefined, []);
    }
    touch();
  }

  async function readOne(uri: string): Promise<void> {
    if (ports.isOpen(uri)) return;
    const about = await ports.placeOf(uri);
    const read = about && (await ports.read(uri));
    if (ports.isOpen(uri)) return;
    const home = about && homeOf(about.place);
    const closed =
      about !== undefined && read !== undefined && 'text' in read
        ? readClosed(uri, read.text, about.place, about.world)
        : undefined;
    const isUnread = read !== undefined && 'error' in read && read.missing !== true;
    note(uri, home, !isUnread && closed?.isLegible !== false);
    if (home === undefined || closed === undefined || closed.guests.length === 0)
      put(uri, undefined, []);
    else put(uri, { home, closed }, closed.guests);
  }

  function rescan(delay: number): void {
    if (!started.isActive) return;
    const now = ++started.scan;
    clearTimeout(timer);
    timer = setTimeout(() => {
      guarded(scan(now));
    }, delay);
  }

  function guarded(work: Promise<void>): void {
    work.catch((error: unknown) => {
      ports.log(`the guests of the workspace could not be read: ${String(error)}`);
    });
  }

  return {
    open: (uri, analysis, place) => {
      told.delete(ports.keyOf(uri));
      const home = place && homeOf(place);
      note(uri, home, analysis === undefined || isLegible(analysis));
      if (analysis === undefined || place === undefined || home === undefined) {
        put(uri, undefined, []);
        return;
      }
      put(uri, { home, closed: undefined }, guestsOf(uri, analysis, place, 'later'));
      if (started.isActive || analysis.domains.length === 0) return;
      started.isActive = true;
      rescan(0);
    },
    judged: (uri, analysis) => {
      const known = files.get(ports.keyOf(uri));
      if (known === undefined) return analysis;
      const { home } = known;
      const view = { ...home, isWhole: isWhole(home) };
      const of = `${home.fleet.version()} ${home.supposed?.which ?? ''} ${view.isWhole}`;
      const before = shown.get(analysis);
      if (before?.of === of) return before.analysis;
      const otherGuests = home.fleet.guestCount() - home.fleet.guestsOf(known.uri).length;
      const judged = withFleet(analysis, fleetTold(view, known.uri));
      const result = otherGuests === 0 ? judged : { ...judged, otherGuests };
      shown.set(analysis, { of, analysis: result });
      return result;
    },
    close: (uri) => {
      if (started.isActive) guarded(readOne(uri));
      else put(uri, undefined, []);
    },
    changedOnDisk: (uris) => {
      if (started.isActive) guarded(readInTurn(uris));
    },
    rescan: () => {
      rescan(REST);
    },
    viewOf: (uri) => files.get(ports.keyOf(uri))?.home,
    loading: () => (started.isScanning && scanned.of > 0 ? scanned : undefined),
  };
}

function findingsIn(uri: string, home: FleetView, { judge }: ClosedFile): readonly Finding[] {
  const found = allFindings(fleetTold(home, uri).told, () => undefined);
  return found.flatMap((finding) => judge(finding) ?? []);
}

/** Lets everything be done that waits. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
