import type { DomainModel } from '../../domain/model.ts';
import type { Binding } from '../../domain/policy.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import type { MemoryMode } from '../../vocabulary/values/memoryMode.ts';
import { named, verb } from './words.ts';

/** What one `<memory>` or `<memnode>` binds, and to what. */
export interface Bound {
  readonly domain: DomainModel;
  readonly host: HostTopology;
  /** All from the one element; at least one. */
  readonly bindings: readonly Binding[];
  readonly mode: MemoryMode;
  /** Ascending; all exist on the host and have memory. */
  readonly nodes: readonly NodeId[];
}

/** Whose memory it is, as the beginning of a sentence: `the guest needs`, `cell 1 needs`, `cells 0-1 need`. */
export function needy(bindings: readonly Binding[]): string {
  const cells = bindings.flatMap(({ cell }) => cell?.cellId ?? []);
  if (cells.length === 0) return 'the guest needs';
  return `${named('cell', cells)} ${verb(cells, 'needs', 'need')}`;
}
