import { backingOf, demandOf } from '../../domain/demand.ts';
import { isBinding } from '../../domain/policy.ts';
import { formatBytes } from '../../host/format.ts';
import type { Bytes, HostTopology, NodeId } from '../../host/topology.ts';
import { needy, type Bound } from './bound.ts';
import { capital, counted, named, verb } from './words.ts';

/** Pages of one size on some nodes; undefined where a node's pools are not known. */
export interface Pools {
  readonly total: number | undefined;
  readonly free: number | undefined;
}

/** The pools of one page size on the nodes together. */
export function poolsOf(host: HostTopology, nodes: readonly NodeId[], size: Bytes): Pools {
  let total: number | undefined = 0;
  let free: number | undefined = 0;
  for (const id of nodes) {
    const pools = host.nodes.get(id)?.pools;
    const pool = pools?.get(size);
    const none = pools === undefined ? undefined : 0;
    total = plus(total, pool === undefined ? none : pool.total);
    free = plus(free, pool === undefined ? none : pool.free);
  }
  return { total, free };
}

/**
 * Whether the pools on the nodes have the huge pages that are bound to them, a sentence for each page size. It begins with
 * `**` where they do not.
 */
export function hugePageFit(bound: Bound): string[] {
  const { domain, host, bindings } = bound;
  const bySize = new Map<Bytes | undefined, Bound['bindings'][number][]>();
  for (const binding of bindings) {
    const backing = backingOf(domain, binding.cell, host.pageSize);
    if (backing.kind !== 'huge') continue;
    bySize.set(backing.size, [...(bySize.get(backing.size) ?? []), binding]);
  }
  return [...bySize].map(([size, own]) =>
    size === undefined
      ? 'Huge pages of the host’s default size, all of them taken when the guest starts.'
      : fitOfSize({ ...bound, bindings: own }, size),
  );
}

function fitOfSize({ domain, host, bindings, mode, nodes }: Bound, size: Bytes): string {
  let need = 0n;
  for (const { cell } of bindings) {
    const demand = demandOf(domain, cell);
    if (demand === undefined) return `Huge pages of ${formatBytes(size)}.`;
    need += (demand + size - 1n) / size;
  }
  const needs = `${needy(bindings)} ${counted(need, 'page')} of ${formatBytes(size)}`;
  const { total, free } = poolsOf(host, nodes, size);
  const whole = poolsOf(host, [...host.nodes.keys()], size).total;
  if (total === undefined) return `${capital(needs)}, all of them when it starts.`;
  const facts = `${needs}; ${named('node', nodes)} ${verb(nodes, 'has', 'have')} ${String(total)}`;
  const freed = free === undefined ? '' : `; ${String(free)} were free (a snapshot)`;
  if (need <= BigInt(total)) return `Fits by itself: ${facts}${freed}.`;
  if (isBinding(mode) || (whole !== undefined && need > BigInt(whole)))
    return `**Does not fit**: ${facts}. The guest does not start.`;
  return `**More than its nodes have**: ${facts}; the rest comes from the pools of other nodes.`;
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
