import {
  bytes,
  type Bytes,
  type HostNode,
  type HostTopology,
  type NodeId,
} from '../host/topology.ts';
import type { Basis, Landing, MemoryKind } from './landing.ts';
import { withoutReserve } from './measures.ts';

/** Bytes taken from nodes, by page size; `ORDINARY_PAGES` for memory of no pool. Sums of it are usages again. */
export type Usage = ReadonlyMap<Bytes, ReadonlyMap<NodeId, bigint>>;

/** The key of memory that is of no pool. */
export const ORDINARY_PAGES = bytes(0n);

/** A usage that grows. */
export type Ledger = Map<Bytes, Map<NodeId, bigint>>;

/** What several usages take together. */
export function addUsages(usages: Iterable<Usage>): Ledger {
  const sum: Ledger = new Map();
  for (const usage of usages)
    for (const [pageSize, nodes] of usage)
      for (const [node, amount] of nodes) take(sum, pageSize, node, amount);
  return sum;
}

/** What a landing takes of each node; where that is not known, as estimated. A guest that does not start takes nothing. */
export function usageOf(landing: Landing): Usage {
  const sum: Ledger = new Map();
  charge(sum, landing);
  return sum;
}

/** Adds to a ledger what a landing takes. */
export function charge(ledger: Ledger, { pieces, anywhere, outcome }: Landing): void {
  if (outcome.kind === 'refused') return;
  for (const { kind, node, bytes } of pieces) takeFrom(ledger, kind, node, bytes);
  for (const { kind, estimate } of anywhere)
    for (const { node, bytes } of estimate) takeFrom(ledger, kind, node, bytes);
}

/** Takes back from a ledger what `charge` added. */
export function discharge(ledger: Ledger, landing: Landing): void {
  for (const [pageSize, nodes] of usageOf(landing))
    for (const [node, amount] of nodes) take(ledger, pageSize, node, -amount);
}

/** Whether the nodes have what a landing takes of them beside what others take; nodes of unknown size have everything. */
export function leavesRoom(landing: Landing, host: HostTopology, others: Usage): boolean {
  for (const [pageSize, nodes] of usageOf(landing)) {
    const kind: MemoryKind =
      pageSize === ORDINARY_PAGES ? { kind: 'ordinary' } : { kind: 'pool', pageSize };
    for (const [id, amount] of nodes) {
      const node = host.nodes.get(id);
      const has = node && capacityFor(node, kind, landing.basis);
      if (has !== undefined && usedOf(others, kind, id) + amount > has) return false;
    }
  }
  return true;
}

/** Bytes that a usage takes of a node for a kind of memory. */
export function usedOf(usage: Usage, kind: MemoryKind, node: NodeId): bigint {
  return usage.get(keyOf(kind))?.get(node) ?? 0n;
}

/**
 * Bytes that a node has for a kind of memory, nothing taken yet; undefined where no source states it. Of the free memory
 * never more than what the reserve leaves. Free pages of a pool are all of them where no source counts the free ones.
 */
export function capacityFor(node: HostNode, kind: MemoryKind, basis: Basis): bigint | undefined {
  if (kind.kind === 'pool') {
    if (node.pools === undefined) return undefined;
    const pool = node.pools.get(kind.pageSize);
    const pages =
      pool === undefined ? 0 : basis === 'free' ? (pool.free ?? pool.total) : pool.total;
    return pages === undefined ? undefined : BigInt(pages) * kind.pageSize;
  }
  const whole = node.total === undefined ? undefined : withoutReserve(node);
  if (basis === 'total' || node.free === undefined) return whole;
  return whole !== undefined && whole < node.free ? whole : node.free;
}

const keyOf = (kind: MemoryKind): Bytes => (kind.kind === 'pool' ? kind.pageSize : ORDINARY_PAGES);

/** Adds to a ledger what a node gives for a kind of memory. */
export function takeFrom(ledger: Ledger, kind: MemoryKind, node: NodeId, amount: bigint): void {
  take(ledger, keyOf(kind), node, amount);
}

function take(ledger: Ledger, pageSize: Bytes, node: NodeId, amount: bigint): void {
  const nodes = ledger.get(pageSize) ?? new Map<NodeId, bigint>();
  ledger.set(pageSize, nodes.set(node, (nodes.get(node) ?? 0n) + amount));
}
