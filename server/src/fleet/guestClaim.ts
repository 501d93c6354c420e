import type { Bytes, CpuId, NodeId } from '../host/topology.ts';
import type { Place } from '../text/range.ts';
import type { VcpuId } from '../vocabulary/define.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';

/**
 * What one guest claims of its host, apart from its document: a small value, of which there may be ten thousand. Made by `claimGuest`.
 */
export interface GuestClaim {
  /** The file that tells of it, as the shell calls files: a path or a URI. */
  readonly file: string;
  /** Which of the file's guests it is, from 0. */
  readonly index: number;
  /** As written; undefined where none is. */
  readonly name: string | undefined;
  /** Lower case, without dashes and blanks. */
  readonly uuid: string | undefined;
  /** The file is about this guest alone: no snapshot, checkpoint or status. */
  readonly isOwnFile: boolean;
  /** Its name where it is written, else the name in its start tag. */
  readonly place: Place;
  /** Ordinary memory that may come from some nodes only. */
  readonly memory: readonly MemoryClaim[];
  /** Huge pages. */
  readonly pages: readonly PagesClaim[];
  /** Parts of caches; absent: none, as for nearly all guests. */
  readonly caches?: readonly CacheClaim[];
  /** vCPUs that run from the start and on one host CPU alone, in the order of the text. */
  readonly pins: readonly CpuClaim[];
  /** The sets of several host CPUs on which others of its vCPUs may run, each once. Only of guests that may be drawn, as no rule asks for it. */
  readonly floats?: readonly FloatClaim[];
  /** As `floats`, and it costs as much as all the rest. Holds the document until it is asked. */
  readonly landing?: () => ClaimedLanding;
  /** `strict 0-2`: how its memory is bound, in words. */
  readonly binding: string;
  /** Guests that have a label in common do not run at the same time. Sorted. */
  readonly exclusive: readonly string[];
}

/** Where a guest's memory lands that is alone on the host: a model. */
export interface ClaimedLanding {
  /** In the order of nodes. Empty for one that does not start. */
  readonly takes: readonly Taking[];
  /** All of its memory in bytes, QEMU's own included where that is stated. */
  readonly demand: Bytes;
}

export interface MemoryClaim {
  /** Ascending, not empty; all exist on the host and have memory. */
  readonly nodes: readonly NodeId[];
  readonly need: Bytes;
  /** The mode where it is written, else the node set. */
  readonly place: Place;
}

export interface PagesClaim {
  readonly pageSize: Bytes;
  /** Number of pages. */
  readonly pages: bigint;
  /** The only nodes whose pools may give them, ascending; undefined: any node's. */
  readonly nodes: readonly NodeId[] | undefined;
  /** The page size where it is written, else what asks for huge pages. */
  readonly place: Place;
}

/** All parts of one cache for one kind of use, which the guest has for itself. */
export interface CacheClaim {
  readonly level: number;
  readonly id: number;
  readonly type: 'both' | 'code' | 'data';
  readonly bytes: Bytes;
  /** The size of the first part. */
  readonly place: Place;
}

export interface CpuClaim {
  readonly cpu: CpuId;
  readonly vcpu: VcpuId;
  /** The CPU set. */
  readonly place: Place;
}

export interface FloatClaim {
  readonly cpus: IdSet<CpuId>;
  /** The CPU set. */
  readonly place: Place;
}

/** What a guest takes of one node. */
export interface Taking {
  readonly node: NodeId;
  /** 0 for ordinary pages, else the page size of the pool. */
  readonly pageSize: Bytes;
  readonly bytes: Bytes;
  /** Some of it: the node is none that the guest asks for. */
  readonly spill: boolean;
  /** Some of it: how much depends on the CPUs on which the guest runs. */
  readonly estimate: boolean;
}
