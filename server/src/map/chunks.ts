import type { Landing, PartLanding, Part } from '../placement/landing.ts';
import type { NodeId } from '../host/topology.ts';
import { presentIn } from '../placement/nodeSets.ts';
import type { Surveyed } from './ground.ts';
import type { Chunk, Lack, MapPlan } from './model.ts';
import { elementRange, type SourceOf } from './sources.ts';

/** Where the memory of a plan lands, and what found no place: together the guest's demand. */
export type Placed = Pick<MapPlan, 'landing' | 'lack'>;

/**
 * A guest that does not start takes nothing: its memory is lacking on the nodes that it asks for. Of one that lacks huge pages it is
 * shown what there was.
 */
export function placedOf(
  { parts, outcome }: Landing,
  { host, sourceOf }: Pick<Surveyed, 'host'> & { readonly sourceOf?: SourceOf },
): Placed {
  const takesNothing = outcome.kind === 'refused' && outcome.reason.kind !== 'pool';
  const chunks = new Map<string, Chunk>();
  const lack = new Map<string, Lack>();
  const lacking = (nodes: readonly NodeId[], part: Part, bytes: bigint): void => {
    if (bytes === 0n) return;
    const pageSize = pageSizeOf(part);
    const key = `${pageSize} ${nodes.join()}`;
    lack.set(key, { nodes, pageSize, bytes: (lack.get(key)?.bytes ?? 0) + Number(bytes) });
  };
  for (const landed of parts) {
    if (takesNothing) {
      const asked = landed.part.binding?.nodeset.value;
      lacking(asked === undefined ? [] : presentIn(asked, host), landed.part, landed.part.bytes);
      continue;
    }
    for (const chunk of chunksOf(landed, sourceOf)) {
      const { node, pageSize, cell, spill, anywhere, source } = chunk;
      const place = source && `${source.start.line}:${source.start.character}`;
      const key = [node, pageSize, cell, spill, anywhere, place].join();
      chunks.set(key, { ...chunk, bytes: (chunks.get(key)?.bytes ?? 0) + chunk.bytes });
    }
    lacking(limitOf(landed), landed.part, landed.left);
  }
  const landing = [...chunks.values()].sort((a, b) => a.node - b.node || a.pageSize - b.pageSize);
  return { landing, lack: [...lack.values()] };
}

function chunksOf(
  { part, pieces, anywhere }: PartLanding,
  sourceOf: SourceOf | undefined,
): Chunk[] {
  const pageSize = pageSizeOf(part);
  const common = {
    ...{ pageSize, cell: part.cell?.cellId ?? null },
    ...(sourceOf === undefined ? {} : { source: sourceOf(askedAt(part)) }),
  };
  const some = pieces.map(({ node, bytes, spill }) => ({ node, bytes, spill, anywhere: false }));
  const rest = (anywhere?.estimate ?? []).map(({ node, bytes }) => ({
    ...{ node, bytes, spill: false, anywhere: true },
  }));
  return [...some, ...rest].map((each) => ({ ...common, ...each, bytes: Number(each.bytes) }));
}

const pageSizeOf = ({ kind }: Part): number => (kind.kind === 'pool' ? Number(kind.pageSize) : 0);

/** The element that binds it, else where its size is written. */
function askedAt({ binding, device, range }: Part) {
  const from = binding?.from;
  if (from !== undefined) return elementRange(from.source);
  return device === undefined ? range : elementRange(device.source);
}

function limitOf({ outcome }: PartLanding): readonly NodeId[] {
  if (outcome.kind === 'mayFail') return outcome.nodes;
  return outcome.kind === 'refused' && outcome.reason.kind === 'pool' ? outcome.reason.nodes : [];
}
