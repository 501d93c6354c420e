/**
 * What the host NUMA map shows of one guest and its host: finished figures, from which the picture is drawn without any placement of
 * its own. Plain JSON, since it travels from the server to the panel. Sizes are bytes.
 */
export interface HostMap {
  readonly host: MapHost;
  /** In the order of their ids, which may have holes: nodes without memory or CPUs are among them. */
  readonly nodes: readonly MapNode[];
  /** As the firmware states them: row and column in the order of `nodes`. Absent where no source lists them. */
  readonly distances?: readonly (readonly number[])[];
  /** The guest that the map is about. */
  readonly focus: FocusGuest;
  /** The others that run on the host, those of which findings speak first, then the largest. */
  readonly others: readonly OtherGuest[];
  /** Guests beyond those that are listed, summed up. */
  readonly more?: MoreGuests;
  /** Guests that run beside it and are left out, as it was asked. */
  readonly hidden?: number;
  /** How far the guests are known: `of` counts those still to be read. Absent when all are. */
  readonly loading?: { readonly read: number; readonly of: number };
  readonly pins: readonly MapPin[];
  /** The first is what is written; then what-ifs. Not empty. */
  readonly plans: readonly MapPlan[];
  /** Why the picture shows an earlier state of the text: one sentence. */
  readonly stale?: string;
}

/** A place in a document that a part of the picture leads to: lines and characters from 0, as the Language Server Protocol counts. */
export interface MapSource {
  readonly uri: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  /** `vm1.xml:7`, for people. */
  readonly label: string;
}

export interface MapHost {
  readonly name: string;
  /** The files that describe it: `hosts/rack7.txt (numactl -H)`. */
  readonly files: readonly { readonly words: string; readonly uri: string }[];
  /** When the figures were taken, as stated. */
  readonly capturedAt?: string;
  /** Taken more than 30 days before the map was made. */
  readonly isOld: boolean;
  /** What its description does not state and the map therefore leaves out, in words: `distances`, `SMT siblings`. */
  readonly lacks: readonly string[];
  /** From what the nodes are filled: what was free when the figures were taken, or all of it without the reserve. */
  readonly basis: 'free' | 'total';
}

export interface MapNode {
  readonly id: number;
  /** Absent where no source states it, and for nodes without CPUs. */
  readonly socket?: number;
  /** Huge page pools included; absent where unknown. 0: it has no memory. */
  readonly total?: number;
  /** Not for guests: kept for the host, or taken when the figures were. */
  readonly reserve: number;
  /** `stated`: the configuration or the host file says so; `measured`: what was not free in the snapshot; `none`. */
  readonly reserveFrom: 'stated' | 'measured' | 'none';
  readonly pools: readonly {
    readonly pageSize: number;
    readonly bytes: number;
    /** Bytes of pages that were in use when the figures were taken. Only where the map is filled from what was free. */
    readonly taken?: number;
  }[];
  /** Cores in the order of their first thread; each lists its threads on this node, ascending. Empty: no CPUs; absent: unknown. */
  readonly cores?: readonly MapCore[];
  readonly source?: MapSource;
}

export interface MapCore {
  readonly threads: readonly number[];
  /** Neighbours with the same number share a last-level cache; absent where unknown. */
  readonly cache?: number;
}

interface OneGuest {
  /** As the file names it: foreign text. */
  readonly name: string;
  /** All of its memory, QEMU's own included where that is stated; absent where it is bad or unknown. */
  readonly bytes?: number;
  /** `strict on 0`, `cell 0 strict on 0, cell 1 strict on 1`, `not bound`. */
  readonly binding: string;
  readonly source?: MapSource;
  /** The worst that is said of it. */
  readonly finding?: 'error' | 'warning' | 'information';
}

export interface FocusGuest extends OneGuest {
  readonly uri: string;
  /** A guest without cells has one of id null. Not empty. */
  readonly cells: readonly MapCell[];
}

export interface OtherGuest extends OneGuest {
  /** `B`, `C`, … `Z`, `AA`: no two alike, and never `A`, which is the guest in focus. */
  readonly letter: string;
  readonly landing: readonly Chunk[];
}

export interface MoreGuests {
  readonly count: number;
  readonly landing: readonly Chunk[];
}

/** A guest cell. */
export interface MapCell {
  readonly id: number | null;
  readonly bytes?: number;
  readonly vcpus: readonly number[];
  /** Host nodes on whose CPUs its vCPUs may run, ascending; all where they are not pinned. Empty where that is unknown. */
  readonly cpuNodes: readonly number[];
  readonly source?: MapSource;
}

/** What one node gives to a guest. */
export interface Chunk {
  readonly node: number;
  readonly bytes: number;
  /** 0: ordinary memory; else that of the pool. */
  readonly pageSize: number;
  /** Whose it is; null: the guest has no cells, or it is QEMU's. */
  readonly cell: number | null;
  /** The node is none of those that the guest asks for. */
  readonly spill: boolean;
  /** It may as well come from other nodes: the CPUs on which the guest happens to run decide. */
  readonly anywhere: boolean;
  /** What asks for it. Others than the guest in focus have none. */
  readonly source?: MapSource;
}

/** Threads of a guest that run on some CPUs. */
export interface MapPin {
  /** null: the guest in focus; else a letter. */
  readonly guest: string | null;
  readonly role: 'vcpu' | 'emulator' | 'iothread';
  /** vCPUs or I/O threads; empty for the emulator, and for vCPUs of other guests that float. */
  readonly ids: readonly number[];
  /** CPUs of this host, ascending. */
  readonly cpus: readonly number[];
  /** false: one thread on one CPU, ids and CPUs correspond by position. */
  readonly floats: boolean;
  readonly source?: MapSource;
}

export type Verdict = 'error' | 'warning' | 'info' | 'ok';

/** One way to place the guest in focus. */
export interface MapPlan {
  /** Names it to the server: no two alike. */
  readonly key: string;
  /** A memory mode, or how it is otherwise: `no numatune`. */
  readonly mode: string;
  /** `node 0`, `nodes 0-2`, `cell 1 on node 3`; empty where nothing is named. */
  readonly nodes: string;
  readonly isWritten: boolean;
  readonly kind: Verdict;
  /** One sentence for the card. */
  readonly outcome: string;
  /** What stands above the map when this is shown. */
  readonly verdict: {
    readonly kind: Verdict;
    readonly title: string;
    readonly text: string;
    readonly source?: MapSource;
    /** Findings beyond this one in the guest's document. */
    readonly more: number;
  };
  readonly landing: readonly Chunk[];
  /** What found no place, by the nodes that were to give it: not in `landing`. */
  readonly lack: readonly Lack[];
  /** What applying it changes: `changes line 7`; absent for what is written, and where it cannot be written. */
  readonly edit?: string;
}

/** How all guests of a host land together: none of them is in focus. */
export interface FleetMap {
  readonly host: Pick<MapHost, 'name' | 'capturedAt' | 'basis'>;
  readonly nodes: readonly MapNode[];
  /** In the order in which they start. */
  readonly guests: readonly MapGuest[];
  readonly pins: readonly MapPin[];
}

export interface MapGuest {
  readonly name: string;
  readonly binding: string;
  /** Names it in the picture: a number, from 1. */
  readonly letter: string;
  readonly bytes: number;
  readonly landing: readonly Chunk[];
  readonly lack: readonly Lack[];
  readonly kind: Verdict;
  /** What becomes of it: `fits node 0`. */
  readonly outcome: string;
}

/** Memory that finds no place. */
export interface Lack {
  /** That were to give it; empty: none was named. */
  readonly nodes: readonly number[];
  readonly bytes: number;
  /** 0: ordinary memory; else that of the pools that lack it. */
  readonly pageSize: number;
}

/** What the map shows when the host is not known, or nothing of its nodes: what the guest asks for, and how to go on. */
export interface NoHostMap {
  readonly guest: { readonly name: string; readonly bytes?: number; readonly binding: string };
  /** Why: one sentence, such as `no host file is configured`. */
  readonly why: string;
}
