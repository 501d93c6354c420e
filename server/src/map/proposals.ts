import type { DomainModel } from '../domain/model.ts';
import { bindingsOf, memoryPolicy, memnodesByCell } from '../domain/policy.ts';
import { nearestNodes } from '../host/queries.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import { candidatesFor } from '../placement/candidates.ts';
import { pinnedNodes, roomiestFirst } from '../placement/chooseNodes.ts';
import { orderOf } from '../placement/fallback.ts';
import type { Landing } from '../placement/landing.ts';
import { fitsAll } from '../placement/plan.ts';
import { proposed, type Proposal } from '../placement/proposal.ts';
import { presentIn } from '../placement/nodeSets.ts';
import { overridden } from '../placement/whatIfBound.ts';
import type { CellId } from '../vocabulary/define.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Surveyed } from './ground.ts';

/** Where a guest lands in some way, beside the others. */
export type LandIf = (domain: DomainModel) => Landing;

/** What is worth looking at beside what is written, the most telling first; some may come to the same. */
export function* whatIfsOf(ground: Surveyed, land: LandIf, written: Landing): Generator<Proposal> {
  const { domain, host } = ground;
  const policy = memoryPolicy(domain);
  if (policy.kind === 'auto' || policy.kind === 'unknown') return;
  const bindings = bindingsOf(domain);
  const isBound = bindings.length > 0;
  const sameNodes = (mode: MemoryMode): Proposal => ({ mode, nodes: undefined, cells: undefined });
  if (isBound) yield sameNodes('preferred');
  const near = nearCpus(domain, host);
  if (near !== undefined) yield near;
  const fitting = firstFits(ground, land, written);
  yield* fitting;
  const [first] = fitting;
  if (!isBound && first?.nodes !== undefined)
    yield { mode: 'preferred', nodes: first.nodes, cells: undefined };
  const spread = spreadNodes(domain, host, land);
  if (spread.length > 1) yield { mode: 'interleave', nodes: spread, cells: undefined };
  if (isBound) yield sameNodes('strict');
}

/** The nodes of the pinned vCPUs that have memory, or those nearest to them: for each cell, else for the guest. */
function nearCpus(domain: DomainModel, host: HostTopology): Proposal | undefined {
  const near = (cell: CellId | undefined): readonly NodeId[] => {
    const pinned = pinnedNodes(domain, host, cell);
    const useful = new Set(orderOf(host).withMemory);
    const own = pinned.filter((node) => useful.has(node));
    if (own.length > 0 || pinned.length === 0) return own;
    return nearestNodes(host, pinned)
      .filter((node) => useful.has(node))
      .slice(0, 1);
  };
  if (memnodesByCell(domain).size === 0) {
    const nodes = near(undefined);
    return nodes.length === 0 ? undefined : { mode: undefined, nodes, cells: undefined };
  }
  const bound = new Map(bindingsOf(domain).map(({ cell, nodeset }) => [cell, nodeset.value]));
  const cells = new Map<CellId, readonly NodeId[]>();
  for (const cell of domain.cells.slice(0, CELLS_LIMIT + 1)) {
    if (cell.cellId === undefined || cells.has(cell.cellId)) return undefined;
    const set = bound.get(cell);
    const pinned = near(cell.cellId);
    const nodes = pinned.length > 0 || set === undefined ? pinned : presentIn(set, host);
    if (nodes.length === 0 || cells.size === CELLS_LIMIT) return undefined;
    cells.set(cell.cellId, nodes);
  }
  const nodes = [...new Set([...cells.values()].flat())].sort((a, b) => a - b);
  return nodes.length === 0 ? undefined : { mode: undefined, nodes, cells };
}

const CELLS_LIMIT = 64;

/** So many node sets are tried. */
const TRIALS = 64;

/** The first node set on which the guest fits in a mode that binds it; before it the first in its own, where that is another. */
function firstFits(
  { domain, host, basis, neighbours }: Surveyed,
  land: LandIf,
  written: Landing,
): readonly Proposal[] {
  const found = new Map<MemoryMode | undefined, Proposal>();
  const parts = written.parts.map(({ part }) => part);
  const others = basis === 'free' ? new Map() : neighbours.usage;
  let left = TRIALS;
  for (const proposal of candidatesFor({ domain, host, basis, parts, others })) {
    if (left-- === 0) break;
    if (found.has(proposal.mode)) continue;
    const after = proposed(domain, host, proposal);
    if (after !== undefined && fitsAll(land(after))) found.set(proposal.mode, proposal);
  }
  return [...found.values()];
}

/** All nodes with memory where they are few, else as many near ones as it takes. */
function spreadNodes(domain: DomainModel, host: HostTopology, land: LandIf): readonly NodeId[] {
  const { withMemory } = orderOf(host);
  if (withMemory.length <= FEW) return withMemory;
  const pinned = pinnedNodes(domain, host, undefined);
  const bound = bindingsOf(domain).flatMap(({ nodeset }) =>
    nodeset.value === undefined ? [] : presentIn(nodeset.value, host),
  );
  const anchors = bound.length > 0 ? bound : pinned;
  const start = anchors.length > 0 ? anchors : roomiestFirst(host, withMemory).slice(0, 1);
  const useful = new Set(withMemory);
  const order = [...new Set([...start, ...nearestNodes(host, start)])].filter((node) =>
    useful.has(node),
  );
  for (let size = 2; size < Math.min(order.length, TRIALS); size *= 2) {
    const nodes = order.slice(0, size).sort((a, b) => a - b);
    if (fitsAll(land(overridden(domain, host, 'interleave', nodes)))) return nodes;
  }
  return withMemory;
}

const FEW = 4;
