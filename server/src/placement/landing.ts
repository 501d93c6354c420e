import type { Cell, MemoryDevice } from '../domain/model.ts';
import type { Binding } from '../domain/policy.ts';
import type { Bytes, Facet, NodeId } from '../host/topology.ts';
import type { SourceRange } from '../text/range.ts';

/** Ordinary pages, or a pool of huge pages of one size. */
export type MemoryKind =
  { readonly kind: 'ordinary' } | { readonly kind: 'pool'; readonly pageSize: Bytes };

/** A piece of a guest's memory that is placed by itself. */
export interface Part {
  readonly kind: MemoryKind;
  /** With whole pages of a pool. */
  readonly bytes: Bytes;
  /** Whose memory it is, or to whose the device belongs; undefined: the guest has no cells, or it is QEMU's. */
  readonly cell: Cell | undefined;
  /** A memory device with nodes or pages of its own. */
  readonly device: MemoryDevice | undefined;
  /** QEMU's own memory. */
  readonly isOverhead: boolean;
  /** What binds it to nodes; `from` is undefined for the nodes of a device. */
  readonly binding:
    | (Pick<Binding, 'mode' | 'nodeset'> & { readonly from: Binding['from'] | undefined })
    | undefined;
  /** The name of the element that states its size. */
  readonly range: SourceRange;
}

/** What one node gives to a part. */
export interface Piece {
  readonly node: NodeId;
  readonly bytes: Bytes;
  readonly kind: MemoryKind;
  readonly cell: Cell | undefined;
  readonly device: MemoryDevice | undefined;
  readonly isOverhead: boolean;
  readonly range: SourceRange;
  /** The node is none of those that the guest asks for: preferred or interleaved ones, or those of its CPUs. */
  readonly spill: boolean;
}

/** Memory that comes from some of these nodes; from which, the CPUs decide on which the guest happens to run. */
export interface Anywhere extends Omit<Piece, 'node' | 'spill'> {
  /** Ascending. */
  readonly nodes: readonly NodeId[];
  /** What each gives when all possible CPUs touch an equal share: a guess that a picture may draw as one. */
  readonly estimate: readonly { readonly node: NodeId; readonly bytes: Bytes }[];
}

/** Why a guest does not start. Nodes ascend. */
export type Refusal =
  | { readonly kind: 'absent'; readonly nodes: readonly NodeId[] }
  | { readonly kind: 'no-memory'; readonly nodes: readonly NodeId[] }
  | { readonly kind: 'no-cpus'; readonly nodes: readonly NodeId[] }
  /** Nodes of a device none of which the guest's strict memory allows. */
  | { readonly kind: 'outside'; readonly nodes: readonly NodeId[] }
  /** restrictive beside another mode. */
  | { readonly kind: 'mixed-modes' }
  /** Bytes that the pools of the nodes lack. */
  | {
      readonly kind: 'pool';
      readonly nodes: readonly NodeId[];
      readonly pageSize: Bytes;
      readonly lack: Bytes;
    };

export type Outcome =
  | { readonly kind: 'fits' }
  | { readonly kind: 'spills'; readonly nodes: readonly NodeId[]; readonly bytes: Bytes }
  /** The nodes run full. What is lacking is swapped out, and without enough swap the OOM killer ends a process. */
  | {
      readonly kind: 'mayFail';
      readonly nodes: readonly NodeId[];
      readonly lack: Bytes;
      /** All of the memory is taken while the guest starts: it fails then. */
      readonly atStart: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** Where one part lands. Its pieces, `anywhere`, and what found no place sum up to its bytes. */
export interface PartLanding {
  readonly part: Part;
  readonly pieces: readonly Piece[];
  readonly anywhere: Anywhere | undefined;
  /** What found no place. */
  readonly left: Bytes;
  readonly outcome: Outcome;
}

/** From what a node is filled: MemFree and free pages as captured, or all of it without the reserve. */
export type Basis = 'free' | 'total';

/** Where a guest's memory lands: computed by a model, from what the host's description states. */
export interface Landing {
  readonly parts: readonly PartLanding[];
  /** Of all parts. */
  readonly pieces: readonly Piece[];
  readonly anywhere: readonly Anywhere[];
  /** Bytes of all parts. */
  readonly demand: Bytes;
  readonly left: Bytes;
  /** The worst of the parts'. */
  readonly outcome: Outcome;
  readonly basis: Basis;
  /** What the host's description lacks: nodes of unknown size take everything, CPUs may be anywhere, distances are all alike. */
  readonly missing: ReadonlySet<Facet>;
  /** Some size is bad or unknown: what is said holds for the rest. */
  readonly isIncomplete: boolean;
}
