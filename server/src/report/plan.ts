import type { DomainModel } from '../domain/model.ts';
import { formatBytes } from '../host/format.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Basis, Landing, MemoryKind } from '../placement/landing.ts';
import type { Usage } from '../placement/usage.ts';
import type { SuggestedPlan } from './planSuggested.ts';

/** Said with every plan, in every format. */
export const MODEL_NOTE =
  'a model: where the memory lands when the guests start in this order and all of it is in use';

/** How the guests of one host land together, for a report. */
export interface PlanReport {
  readonly host: HostTopology;
  readonly basis: Basis;
  /** Guests that are planned, in the order in which they start. */
  readonly guests: readonly PlanGuest[];
  /** Domains that are not counted. */
  readonly others: readonly UncountedDomain[];
  readonly used: Usage;
  /** undefined: nobody asked. */
  readonly suggested?: SuggestedPlan | undefined;
}

export interface PlanGuest {
  readonly path: string;
  readonly name: string;
  /** How its memory is bound, with what was asked for instead: `strict 0-2`. */
  readonly binding: string;
  readonly landing: Landing;
  /** As it is written: its pins are. */
  readonly domain: DomainModel;
}

export interface UncountedDomain {
  readonly path: string;
  readonly name: string;
  readonly kind: 'same-guest' | 'other-driver' | 'unreadable';
  /** `vm1.xml is the same guest`. */
  readonly why: string;
}

/** What a guest takes of a node. */
export interface Taken {
  readonly bytes: bigint;
  /** Some of it: the node is none that the guest asks for. */
  readonly spill: boolean;
  /** Some of it: how much depends on the CPUs on which the guest runs. */
  readonly estimate: boolean;
}

/** What a guest takes of each node for a kind of memory. */
export function takenFrom(
  { pieces, anywhere, outcome }: Landing,
  kind: MemoryKind,
): ReadonlyMap<number, Taken> {
  const taken = new Map<number, Taken>();
  if (outcome.kind === 'refused') return taken;
  const add = (node: number, bytes: bigint, spill: boolean, estimate: boolean): void => {
    const known = taken.get(node);
    taken.set(node, {
      bytes: (known?.bytes ?? 0n) + bytes,
      spill: spill || known?.spill === true,
      estimate: estimate || known?.estimate === true,
    });
  };
  for (const piece of pieces)
    if (isOfKind(piece.kind, kind)) add(piece.node, piece.bytes, piece.spill, false);
  for (const some of anywhere)
    if (isOfKind(some.kind, kind))
      for (const { node, bytes } of some.estimate) add(node, bytes, false, true);
  return taken;
}

/** `13 GiB`, `~13 GiB`. */
export function takenText({ bytes, estimate }: Taken): string {
  return `${estimate ? '~' : ''}${formatBytes(bytes)}`;
}

/** The kinds of memory that the guests use, ordinary memory first, then pools by page size. */
export function kindsOf(guests: readonly PlanGuest[]): readonly MemoryKind[] {
  const sizes = new Map<bigint, MemoryKind>();
  for (const { landing } of guests)
    for (const { part } of landing.parts)
      if (part.kind.kind === 'pool') sizes.set(part.kind.pageSize, part.kind);
  const pools = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
  return [{ kind: 'ordinary' }, ...pools];
}

function isOfKind(a: MemoryKind, b: MemoryKind): boolean {
  return a.kind === 'pool' ? b.kind === 'pool' && a.pageSize === b.pageSize : b.kind === 'ordinary';
}
