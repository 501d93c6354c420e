import { backingsOf, demandsOf, isTakenAtStart } from '../domain/demand.ts';
import type { DomainModel } from '../domain/model.ts';
import { bindingsOf, isBinding, type Binding } from '../domain/policy.ts';
import type { HostNode, HostTopology, NodeId } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import { ordinary } from './measures.ts';
import { presentIn } from './nodeSets.ts';

/** A binding of ordinary memory that cannot take from elsewhere, and its size. */
export interface Claim {
  readonly binding: Binding;
  /** Ascending; all exist on the host and have memory. */
  readonly nodes: readonly NodeId[];
  readonly need: bigint;
}

/** Claims that together want more than their nodes have. */
export interface Shortage {
  readonly claims: readonly Claim[];
  /** The nodes of the claims, ascending. */
  readonly nodes: readonly NodeId[];
  /** Bytes. */
  readonly need: bigint;
  readonly has: bigint;
  /** All of the memory is taken at start: too little of it shows then, and not hours later. */
  readonly atStart: boolean;
}

/**
 * The claims of strict and restrictive bindings on ordinary memory. Left out: huge pages (their pools are checked
 * apart), sizes that are unknown, sets with a node that the host lacks and sets without any memory (both are refused).
 * Nodes without memory in a set are ignored, as the kernel does.
 */
export function claimsOf(domain: DomainModel, host: HostTopology): readonly Claim[] {
  return claims(domain)(host);
}

const claims = remembered((domain: DomainModel) =>
  remembered((host: HostTopology) => findClaims(domain, host)),
);

function findClaims(domain: DomainModel, host: HostTopology): readonly Claim[] {
  const backingOf = backingsOf(domain, host.pageSize);
  const demandOf = demandsOf(domain);
  return bindingsOf(domain).flatMap((binding) => {
    if (!isBinding(binding.mode) || binding.nodeset.value === undefined) return [];
    if (backingOf(binding.cell).kind !== 'ordinary') return [];
    const need = demandOf(binding.cell);
    const present = presentIn(binding.nodeset.value, host);
    if (need === undefined || present.length < binding.nodeset.value.size) return [];
    const nodes = present.filter((node) => host.nodes.get(node)?.total !== 0n);
    return nodes.length === 0 ? [] : [{ binding, nodes, need }];
  });
}

/**
 * Where claims exceed what `capacityOf` gives for their nodes, for each set of nodes and each union of sets that overlap:
 * whatever the kernel does, memory that may only come from these nodes must fit them. Of nested shortages the smallest is told.
 */
export function shortagesOf(
  domain: DomainModel,
  host: HostTopology,
  capacityOf: (node: HostNode) => bigint,
): readonly Shortage[] {
  const groups = groupedByNodes(claimsOf(domain, host));
  const atStart = isTakenAtStart(domain);
  const shortages: Shortage[] = [];
  for (const nodes of unionsOf(groups)) {
    const set = new Set(nodes);
    if (shortages.some((known) => known.nodes.every((node) => set.has(node)))) continue;
    const inside = groups.filter((group) => group.nodes.every((node) => set.has(node)));
    const need = inside.reduce((sum, group) => sum + group.need, 0n);
    const has = nodes.reduce((sum, id) => {
      const node = host.nodes.get(id);
      return node === undefined ? sum : sum + capacityOf(node);
    }, 0n);
    if (need <= has) continue;
    const claims = inside.flatMap((group) => group.claims);
    shortages.push({ claims, nodes, need, has, atStart });
  }
  return shortages;
}

/**
 * What a guest that is larger than the whole host needs and what there is, in bytes, huge pages and their pools left out;
 * undefined where it fits, where a size is unknown, and where a shortage of single nodes tells it already.
 */
export function excessOf(
  domain: DomainModel,
  host: HostTopology,
): { readonly need: bigint; readonly has: bigint } | undefined {
  const backingOf = backingsOf(domain, host.pageSize);
  const demandOf = demandsOf(domain);
  let need = 0n;
  for (const cell of domain.cells.length > 0 ? domain.cells : [undefined]) {
    const demand = demandOf(cell);
    if (demand === undefined) return undefined;
    if (backingOf(cell).kind === 'ordinary') need += demand;
  }
  const has = [...host.nodes.values()].reduce((sum, node) => sum + ordinary(node), 0n);
  return need <= has || shortagesOf(domain, host, ordinary).length > 0 ? undefined : { need, has };
}

interface Group {
  readonly nodes: readonly NodeId[];
  readonly claims: Claim[];
  need: bigint;
}

/** Claims of one and the same set of nodes together. */
function groupedByNodes(claims: readonly Claim[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const claim of claims) {
    const key = claim.nodes.join();
    const group = groups.get(key) ?? { nodes: claim.nodes, claims: [], need: 0n };
    group.claims.push(claim);
    group.need += claim.need;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** So many sets and unions of them are judged; no guest has more, and the work must stay linear in its size. */
const UNIONS_LIMIT = 256;

/** The distinct node sets of the claims and the unions of overlapping ones, smaller sets first. */
export function unionsOf(
  claims: readonly { readonly nodes: readonly NodeId[] }[],
): readonly (readonly NodeId[])[] {
  const found = new Map<string, readonly NodeId[]>();
  for (const { nodes } of claims) if (found.size < UNIONS_LIMIT) found.set(nodes.join(), nodes);
  const single = [...found.values()];
  const waiting = [...single];
  for (let set = waiting.pop(); set !== undefined; set = waiting.pop()) {
    for (const other of single) {
      if (found.size >= UNIONS_LIMIT) return bySize(found);
      const known = new Set(set);
      if (!other.some((node) => known.has(node)) || other.every((node) => known.has(node)))
        continue;
      const union = [...new Set([...set, ...other])].sort((a, b) => a - b);
      const key = union.join();
      if (found.has(key)) continue;
      found.set(key, union);
      waiting.push(union);
    }
  }
  return bySize(found);
}

function bySize(found: ReadonlyMap<string, readonly NodeId[]>): readonly (readonly NodeId[])[] {
  return [...found.values()].sort((a, b) => a.length - b.length);
}
