import type { Cell, DomainModel } from '../domain/model.ts';
import { bindingsOf, hostNodeSetsOf, memoryPolicy } from '../domain/policy.ts';
import { nearestNodes } from '../host/queries.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import type { CellId } from '../vocabulary/define.ts';
import { pinnedNodes, roomiestFirst } from './chooseNodes.ts';
import { orderOf } from './fallback.ts';
import type { Basis, MemoryKind, Part } from './landing.ts';
import { presentIn } from './nodeSets.ts';
import type { Proposal } from './proposal.ts';
import { capacityFor, usedOf, type Usage } from './usage.ts';

/** A guest of which other nodes are asked, and what is there. */
export interface Search {
  readonly domain: DomainModel;
  readonly host: HostTopology;
  readonly basis: Basis;
  /** The pieces of which its memory is made. */
  readonly parts: readonly Part[];
  /** What others take. */
  readonly others: Usage;
}

/**
 * Nodes on which a guest may find room, the best first: on one node, the nearest to where it is pinned, then bound, first; each cell on one
 * node, first for a guest whose cells lie apart; then on two and more nodes that are near to each other. After them the same in
 * strict mode. None for a guest whose nodes numad chooses. Sets without room for the guest, and nodes
 * without any, are passed over.
 */
export function* candidatesFor(search: Search): Generator<Proposal> {
  const { domain } = search;
  const policy = memoryPolicy(domain);
  if (policy.kind === 'auto' || policy.kind === 'unknown') return;
  const modes = new Set(bindingsOf(domain).map(({ mode }) => mode));
  const isHard = [...modes].every((mode) => mode === 'strict' || mode === 'restrictive');
  yield* candidatesIn(search, undefined);
  if (!isHard) yield* candidatesIn(search, 'strict');
}

/** So many nodes are tried to start from, and so many lie in one set at most. */
const STARTS_LIMIT = 16;
const SET_LIMIT = 16;

function* candidatesIn(search: Search, mode: Proposal['mode']): Generator<Proposal> {
  const { domain, host } = search;
  const open = nearestFirst(domain, host).filter((node) =>
    search.parts.some((part) => moves(part) && roomOn(search, part.kind, node) > 0n),
  );
  const isOpen = new Set(open);
  const order = open.slice(0, STARTS_LIMIT);
  const whole = (nodes: readonly NodeId[]): Proposal => ({ mode, nodes, cells: undefined });
  const apart = cellsApart(search);
  const areApart = new Set(bindingsOf(domain).map(({ nodeset }) => nodeset.value?.values.join()));
  if (apart !== undefined && areApart.size > 1) yield { mode, ...apart };
  for (const node of order) if (hasRoom(search, [node])) yield whole([node]);
  if (apart !== undefined && areApart.size < 2) yield { mode, ...apart };
  for (let size = 2; size <= Math.min(order.length, SET_LIMIT); size++)
    for (const start of order) {
      const near = nearestNodes(host, [start]).filter((node) => isOpen.has(node));
      const nodes = [start, ...near.slice(0, size - 1)].sort((a, b) => a - b);
      if (hasRoom(search, nodes)) yield whole(nodes);
    }
}

/** The nodes on which the vCPUs of a guest or a cell are pinned, and those to which it is bound. */
function anchorsOf(
  domain: DomainModel,
  host: HostTopology,
  cell: Cell | undefined,
): readonly NodeId[] {
  const sets =
    cell === undefined
      ? hostNodeSetsOf(domain).map(({ nodeset }) => nodeset)
      : bindingsOf(domain).flatMap((one) => (one.cell === cell ? [one.nodeset] : []));
  const bound = sets.flatMap(({ value }) => (value === undefined ? [] : presentIn(value, host)));
  return [...new Set([...pinnedNodes(domain, host, cell?.cellId), ...bound])];
}

/** The nodes with memory, those first where a guest is pinned and bound, and then those that are near. */
export function nearestFirst(domain: DomainModel, host: HostTopology): readonly NodeId[] {
  return nodesInOrder({ host }, anchorsOf(domain, host, undefined));
}

function nodesInOrder(
  { host }: Pick<Search, 'host'>,
  anchors: readonly NodeId[],
): readonly NodeId[] {
  const { withMemory } = orderOf(host);
  if (anchors.length === 0) return roomiestFirst(host, withMemory);
  const useful = new Set(withMemory);
  return [...anchors, ...nearestNodes(host, anchors)].filter((node) => useful.has(node));
}

function roomOn({ host, basis, others }: Search, kind: MemoryKind, node: NodeId): bigint {
  const its = host.nodes.get(node);
  const has = its === undefined ? 0n : (capacityFor(its, kind, basis) ?? 0n);
  const rest = has - usedOf(others, kind, node);
  return rest < 0n ? 0n : rest;
}

const kindKey = (kind: MemoryKind): bigint => (kind.kind === 'pool' ? kind.pageSize : 0n);

/** Devices with nodes of their own stay where they are. */
const moves = ({ device }: Part): boolean => device?.nodemask === undefined;

function hasRoom(search: Search, nodes: readonly NodeId[]): boolean {
  const needs = new Map<bigint, { readonly kind: MemoryKind; bytes: bigint }>();
  for (const part of search.parts.filter(moves)) {
    const need = needs.get(kindKey(part.kind)) ?? { kind: part.kind, bytes: 0n };
    need.bytes += part.bytes;
    needs.set(kindKey(part.kind), need);
  }
  return [...needs.values()].every(
    ({ kind, bytes }) => nodes.reduce((sum, node) => sum + roomOn(search, kind, node), 0n) >= bytes,
  );
}

/** The largest cell first, each on the first node that has room for it; undefined where some cell finds none. */
function cellsApart(search: Search): Pick<Proposal, 'nodes' | 'cells'> | undefined {
  const { domain, host, parts } = search;
  if (domain.cells.length < 2 || domain.cells.length > CELLS_LIMIT) return undefined;
  const taken = new Map<string, bigint>();
  const cells = new Map<CellId, readonly NodeId[]>();
  const wanted = domain.cells
    .map((cell) => {
      const own = parts.filter((part) => part.cell === cell && moves(part));
      return { cell, own, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0n) };
    })
    .sort((a, b) => (a.bytes === b.bytes ? 0 : a.bytes > b.bytes ? -1 : 1));
  for (const { cell, own } of wanted) {
    if (cell.cellId === undefined || cells.has(cell.cellId)) return undefined;
    const order = nodesInOrder(search, anchorsOf(domain, host, cell)).slice(0, STARTS_LIMIT);
    const key = (kind: MemoryKind, node: NodeId): string => `${kindKey(kind)} ${node}`;
    const node = order.find((one) =>
      own.every(({ kind }) => {
        const alike = own.filter((other) => kindKey(other.kind) === kindKey(kind));
        const need = alike.reduce((sum, { bytes }) => sum + bytes, 0n);
        return roomOn(search, kind, one) - (taken.get(key(kind, one)) ?? 0n) >= need;
      }),
    );
    if (node === undefined) return undefined;
    for (const { kind, bytes } of own)
      taken.set(key(kind, node), (taken.get(key(kind, node)) ?? 0n) + bytes);
    cells.set(cell.cellId, [node]);
  }
  const nodes = [...new Set([...cells.values()].flat())].sort((a, b) => a - b);
  return { nodes, cells };
}

const CELLS_LIMIT = 64;
