import type { DomainModel } from '../domain/model.ts';
import { rebound, withMemory } from '../domain/whatIf.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import { orderOf } from './fallback.ts';

/**
 * The domain as if all of its memory was bound in another mode or to other nodes; the domain itself where neither is given.
 * A guest that binds nothing is bound strictly, or to all nodes that have memory, where the other one is given alone.
 */
export function overridden(
  domain: DomainModel,
  host: HostTopology,
  mode: MemoryMode | undefined,
  nodes: readonly NodeId[] | undefined,
): DomainModel {
  if (mode === undefined && (nodes === undefined || nodes.length === 0)) return domain;
  const { element, source, numatune } = domain;
  const own = numatune ?? { element, source, memory: undefined, memnodes: [] };
  const { memory, memnodes } = own;
  const chosen = nodes !== undefined && nodes.length > 0 ? nodes : undefined;
  const elements = [...(memory === undefined ? [] : [memory]), ...memnodes];
  const isBound = elements.some(({ nodeset }) => nodeset !== undefined);
  if (!isBound)
    return withMemory(
      { ...domain, numatune: own },
      mode ?? 'strict',
      chosen ?? orderOf(host).withMemory,
    );
  return rebound(domain, elements, {
    mode,
    nodes: chosen,
    ...(chosen === undefined ? {} : { placement: 'static' as const }),
  });
}
