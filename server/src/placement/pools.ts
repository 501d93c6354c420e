import { backingsOf, demandsOf, roundedUp, type Backing } from '../domain/demand.ts';
import type { Cell, DomainModel } from '../domain/model.ts';
import {
  bindingsOf,
  hostNodeSetsOf,
  isBinding,
  memoryPolicy,
  type Binding,
} from '../domain/policy.ts';
import { mayBeInSession } from '../domain/sessionSigns.ts';
import type { Bytes, HostTopology, NodeId, PagePool } from '../host/topology.ts';
import { unionsOf } from './capacity.ts';
import { presentIn } from './nodeSets.ts';

/** Memory that is taken from huge page pools when the guest starts. */
export interface PageClaim {
  /** undefined: the whole guest. */
  readonly cell: Cell | undefined;
  readonly backing: Extract<Backing, { kind: 'huge' }>;
  readonly pageSize: Bytes;
  /** What they hold, in bytes: at most pages × page size. */
  readonly demand: Bytes;
  /** Number of pages. */
  readonly pages: bigint;
  /** The only nodes whose pools may give them, ascending; undefined: any node's. */
  readonly nodes: readonly NodeId[] | undefined;
  /** What leaves no other node. */
  readonly binder: Binding['from'] | undefined;
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
    const groups = groupedByNodes(ofSize);
    for (const nodes of unionsOf(groups)) {
      const set = new Set(nodes);
      if (found.some((known) => known.nodes?.every((node) => set.has(node)))) continue;
      const inside = groups.filter((group) => group.nodes.every((node) => set.has(node)));
      const need = inside.reduce((sum, group) => sum + group.pages, 0n);
      const amount = has(nodes);
      if (amount === undefined || need <= amount) continue;
      const claims = inside.flatMap((group) => group.claims);
      found.push({ pageSize, claims, nodes, need, has: amount, everywhere });
    }
    const need = pagesIn(ofSize);
    if (found.length === 0 && need > everywhere)
      found.push({ pageSize, claims: ofSize, nodes: undefined, need, has: everywhere, everywhere });
    return found;
  });
}

interface Group {
  readonly nodes: readonly NodeId[];
  readonly claims: PageClaim[];
  pages: bigint;
}

/** Claims that only certain nodes can meet, those of one and the same set together. */
function groupedByNodes(claims: readonly PageClaim[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const claim of claims) {
    if (claim.nodes === undefined) continue;
    const key = claim.nodes.join();
    const group = groups.get(key) ?? { nodes: claim.nodes, claims: [], pages: 0n };
    group.claims.push(claim);
    group.pages += claim.pages;
    groups.set(key, group);
  }
  return [...groups.values()];
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
  const around = nodesAround(domain, host);
  const whole: readonly (Cell | undefined)[] = domain.cells.length > 0 ? domain.cells : [undefined];
  return whole.flatMap((cell): PageClaim[] => {
    const backing = backingOf(cell);
    const demand = demandOf(cell);
    if (backing.kind !== 'huge' || demand === undefined) return [];
    const pageSize = backing.size ?? usual;
    if (pageSize === undefined) return [];
    const pages = roundedUp(demand, pageSize) / pageSize;
    const binding = bindings.get(cell);
    const isHard = binding !== undefined && isBinding(binding.mode);
    const bound = isHard ? ownNodes(binding, host) : around;
    if (bound === undefined)
      return [{ cell, backing, pageSize, demand, pages, nodes: undefined, binder: undefined }];
    if (bound.nodes.length === 0) return [];
    return [{ cell, backing, pageSize, demand, pages, ...bound }];
  });
}

type Bound = Required<Pick<PageClaim, 'nodes' | 'binder'>> & { readonly nodes: readonly NodeId[] };

/** The nodes of a hard binding that can give memory; none where the host lacks one of those listed. */
function ownNodes({ nodeset, from }: Binding, host: HostTopology): Bound {
  const listed = nodeset.value;
  const present = listed === undefined ? [] : presentIn(listed, host);
  const isWhole = listed !== undefined && present.length === listed.size;
  return { nodes: isWhole ? withMemory(present, host) : [], binder: from };
}

/**
 * What holds also memory that its own mode would let go elsewhere: a strict `<memory>` keeps all of QEMU on its nodes and those
 * of the memnodes (cpuset.mems, libvirt src/qemu/qemu_process.c qemuProcessSetupPid); nothing in a session, without control groups.
 */
export function nodesAround(domain: DomainModel, host: HostTopology): Bound | undefined {
  const policy = memoryPolicy(domain);
  const binder = domain.numatune?.memory;
  if (policy.kind !== 'static' || policy.mode !== 'strict' || binder === undefined)
    return undefined;
  if (mayBeInSession(domain)) return undefined;
  const sets = hostNodeSetsOf(domain).flatMap(({ nodeset }) => nodeset.value ?? []);
  const nodes = [...host.nodes.keys()].filter((node) => sets.some((set) => set.has(node)));
  return { nodes: withMemory(nodes, host), binder };
}

function withMemory(nodes: readonly NodeId[], host: HostTopology): readonly NodeId[] {
  return nodes.filter((node) => host.nodes.get(node)?.total !== 0n);
}

/** The size that `<hugepages/>` without `<page>` means, as far as the host's pools tell: the only one that has pages. */
export function usualPageSize(host: HostTopology): Bytes | undefined {
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
