import { backingsOf, demandsOf, roundedUp, type Backing } from '../domain/demand.ts';
import type { Cell, DomainModel } from '../domain/model.ts';
import { bindingsOf, isBinding, type Binding } from '../domain/policy.ts';
import type { Bytes, HostTopology, NodeId, PagePool } from '../host/topology.ts';
import { unionsOf } from './capacity.ts';
import { presentIn } from './nodeSets.ts';

/** Memory that is taken from huge page pools when the guest starts. */
export interface PageClaim {
  /** undefined: the whole guest. */
  readonly cell: Cell | undefined;
  readonly backing: Extract<Backing, { kind: 'huge' }>;
  readonly pageSize: Bytes;
  /** Number of pages. */
  readonly pages: bigint;
  /** The only nodes whose pools may give them, ascending; undefined: any node's. */
  readonly nodes: readonly NodeId[] | undefined;
  readonly binding: Binding | undefined;
}

/** Claims on pages of one size that the pools cannot meet. */
export interface PoolShortage {
  readonly pageSize: Bytes;
  readonly claims: readonly PageClaim[];
  /** undefined: all nodes of the host. */
  readonly nodes: readonly NodeId[] | undefined;
  /** Numbers of pages. */
  readonly need: bigint;
  readonly has: bigint;
  /** What the pools of all nodes have together. */
  readonly everywhere: bigint;
}

/** How much a pool counts for, in pages; undefined when it is not known. */
export type PoolMeasure = (pool: PagePool) => number | undefined;

/**
 * Where claims on huge pages exceed what the measure gives, for each set of nodes that strict and restrictive bindings name,
 * each union of overlapping sets, and at last the whole host. Of nested shortages the smallest is told. Page sizes of which
 * the host has no page at all are left out.
 */
export function poolShortagesOf(
  domain: DomainModel,
  host: HostTopology,
  measure: PoolMeasure,
): readonly PoolShortage[] {
  const claims = pageClaimsOf(domain, host);
  const sizes = new Set(claims.map((claim) => claim.pageSize));
  return [...sizes].flatMap((pageSize) => {
    const has = (nodes: readonly NodeId[]) => pagesOn(host, nodes, pageSize, measure);
    const everywhere = has([...host.nodes.keys()]);
    if (everywhere === undefined || everywhere === 0n) return [];
    const ofSize = claims.filter((claim) => claim.pageSize === pageSize);
    const found: PoolShortage[] = [];
    const bound = ofSize.filter((claim) => claim.nodes !== undefined);
    for (const nodes of unionsOf(bound.map(({ nodes }) => ({ nodes: nodes ?? [] })))) {
      const set = new Set(nodes);
      if (found.some((known) => known.nodes?.every((node) => set.has(node)))) continue;
      const inside = bound.filter((claim) => claim.nodes?.every((node) => set.has(node)));
      const amount = has(nodes);
      const need = pagesIn(inside);
      if (amount !== undefined && need > amount)
        found.push({ pageSize, claims: inside, nodes, need, has: amount, everywhere });
    }
    const need = pagesIn(ofSize);
    if (found.length === 0 && need > everywhere)
      found.push({ pageSize, claims: ofSize, nodes: undefined, need, has: everywhere, everywhere });
    return found;
  });
}

/**
 * What the guest takes from huge page pools. Left out: sizes that are unknown, sets with a node that the host lacks (refused),
 * devices with pages or nodes of their own.
 */
export function pageClaimsOf(domain: DomainModel, host: HostTopology): readonly PageClaim[] {
  const backingOf = backingsOf(domain, host.pageSize);
  const demandOf = demandsOf(domain);
  const bindings = new Map(bindingsOf(domain).map((binding) => [binding.cell, binding]));
  const usual = usualPageSize(host);
  const whole: readonly (Cell | undefined)[] = domain.cells.length > 0 ? domain.cells : [undefined];
  return whole.flatMap((cell): PageClaim[] => {
    const backing = backingOf(cell);
    const demand = demandOf(cell);
    if (backing.kind !== 'huge' || demand === undefined) return [];
    const pageSize = backing.size ?? usual;
    if (pageSize === undefined) return [];
    const binding = bindings.get(cell);
    const pages = roundedUp(demand, pageSize) / pageSize;
    const claim = { cell, backing, pageSize, pages, binding };
    if (binding === undefined || !isBinding(binding.mode)) return [{ ...claim, nodes: undefined }];
    const listed = binding.nodeset.value;
    const present = listed === undefined ? [] : presentIn(listed, host);
    if (present.length < (listed?.size ?? 0)) return [];
    const nodes = present.filter((node) => host.nodes.get(node)?.total !== 0n);
    return nodes.length === 0 ? [] : [{ ...claim, nodes }];
  });
}

/** The size that `<hugepages/>` without `<page>` means, as far as the host's pools tell: the only one that has pages. */
function usualPageSize(host: HostTopology): Bytes | undefined {
  const sizes = new Set<Bytes>();
  for (const node of host.nodes.values())
    for (const { size, total } of node.pools?.values() ?? []) if (total !== 0) sizes.add(size);
  const [only, ...others] = sizes;
  return others.length === 0 ? only : undefined;
}

/** The pages of one size on nodes; undefined when one of them is not known. A node without such a pool has none. */
export function pagesOn(
  host: HostTopology,
  nodes: readonly NodeId[],
  pageSize: Bytes,
  measure: PoolMeasure,
): bigint | undefined {
  let sum = 0n;
  for (const id of nodes) {
    const pools = host.nodes.get(id)?.pools;
    if (pools === undefined) return undefined;
    const pool = pools.get(pageSize);
    const amount = pool === undefined ? 0 : measure(pool);
    if (amount === undefined) return undefined;
    sum += BigInt(amount);
  }
  return sum;
}

function pagesIn(claims: readonly PageClaim[]): bigint {
  return claims.reduce((sum, claim) => sum + claim.pages, 0n);
}
