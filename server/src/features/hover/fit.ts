import { backingOf, demandOf, isPreallocated } from '../../domain/demand.ts';
import { isBinding, type Binding } from '../../domain/policy.ts';
import { formatBytes, formatBytesApart } from '../../host/format.ts';
import { ordinaryMemory } from '../../host/queries.ts';
import {
  facetsOf,
  type Facet,
  type HostNode,
  type HostTopology,
  type NodeId,
} from '../../host/topology.ts';
import { shortagesOf, type Shortage } from '../../placement/capacity.ts';
import { needy, type Bound } from './bound.ts';
import { hugePageFit } from './hugePageFit.ts';
import { capital, named, verb } from './words.ts';

/** Whether the memory fits the nodes, in sentences: the verdict first. Empty when the sizes are not known. */
export function fitOf(bound: Bound): string[] {
  const { domain, host, bindings } = bound;
  const ordinary = bindings.filter(
    ({ cell }) => backingOf(domain, cell, host.pageSize).kind === 'ordinary',
  );
  const sentences = hugePageFit(bound);
  if (ordinary.length === 0) return sentences;
  const need = sumOf(ordinary.map(({ cell }) => demandOf(domain, cell)));
  if (need === undefined) return sentences;
  const own = { ...bound, bindings: ordinary };
  if (!facetsOf(host).has('total'))
    return [...sentences, capital(`${needy(ordinary)} ${formatBytes(need)}.`)];
  return [...sentences, ...(isBinding(bound.mode) ? limited(own, need) : spilling(own, need))];
}

/** A measure of what nodes have, and how it is said that it does not suffice. */
interface Level {
  readonly facet: Facet;
  readonly capacityOf: (node: HostNode) => bigint;
  readonly say: (needs: string, has: string, shortage: Shortage) => string;
}

const LEVELS: readonly Level[] = [
  {
    facet: 'total',
    capacityOf: (node) => ordinaryMemory(node) ?? 0n,
    say: (needs, has, { atStart }) =>
      `**Does not fit**: ${needs}; ${has}.${atStart ? ' It is killed while it starts.' : ''}`,
  },
  {
    facet: 'reserve',
    capacityOf: (node) => (ordinaryMemory(node) ?? 0n) - (node.reserve ?? 0n),
    say: (needs, has) =>
      `**Fits only without the reserve for the host**: ${needs}; ${has} beside the reserve.`,
  },
  {
    facet: 'free',
    capacityOf: (node) => node.free ?? 0n,
    say: (needs, has) =>
      `**Fits the nodes, not what was free**: ${needs}; ${has} free (a snapshot, page cache not counted).`,
  },
];

/** strict and restrictive: judged with all other memory that may come from these nodes only, as the rules do. */
function limited({ domain, host, bindings, nodes }: Bound, need: bigint): string[] {
  const facets = facetsOf(host);
  for (const { facet, capacityOf, say } of LEVELS) {
    if (!facets.has(facet)) continue;
    const shortage = shortagesOf(domain, host, capacityOf).find(({ claims }) =>
      claims.some(({ binding }) => binding.from === bindings[0]?.from),
    );
    if (shortage === undefined) continue;
    const [needs, has] = formatBytesApart(shortage.need, shortage.has);
    const who = needy(shortage.claims.map(({ binding }) => binding));
    return [
      say(
        `${who} ${needs}`,
        `${having(shortage.nodes)} ${has}${facet === 'total' ? pools(host, shortage.nodes) : ''}`,
        shortage,
      ),
    ];
  }
  return [fits(host, bindings, nodes, need)];
}

/** preferred and interleave: what the nodes lack comes from elsewhere. */
function spilling(bound: Bound, need: bigint): string[] {
  const { host, bindings, nodes, mode } = bound;
  const has = capacityOf(host, nodes);
  const whole = capacityOf(host, [...host.nodes.keys()]);
  const shares = mode === 'interleave' ? shareOf(bound, need) : undefined;
  if (need <= has)
    return [fits(host, bindings, nodes, need), ...(shares === undefined ? [] : [shares])];
  const [needText, hasText] = formatBytesApart(need, has);
  const facts = `${needy(bindings)} ${needText}; ${having(nodes)} ${hasText}${pools(host, nodes)}`;
  if (need > whole)
    return [`**Does not fit the host**: ${facts}, and all nodes together ${formatBytes(whole)}.`];
  const rest = `at least ${formatBytes(need - has)} come from other nodes once all of it is in use`;
  const early = isPreallocated(bound.domain, bindings[0]?.cell)
    ? rest.replace(/ once.*/, '')
    : rest;
  return [`**Larger than its nodes**: ${facts}, so ${early}.`];
}

/** What each node gives under interleave, and which nodes have less than that. */
function shareOf({ host, nodes }: Bound, need: bigint): string | undefined {
  if (nodes.length < 2) return undefined;
  const share = need / BigInt(nodes.length);
  const small = nodes.filter((id) => capacityOf(host, [id]) < share);
  const each = `About ${formatBytes(share)} come from each of the ${nodes.length} nodes`;
  if (small.length === 0) return `${each}.`;
  const from = `${named('node', small)} ${verb(small, 'has', 'have')} less than that`;
  return `${each}; ${from}, and what is missing comes from the nodes nearest to ${verb(small, 'it', 'them')}.`;
}

function fits(
  host: HostTopology,
  bindings: readonly Binding[],
  nodes: readonly NodeId[],
  need: bigint,
): string {
  const free = sumOf(nodes.map((id) => host.nodes.get(id)?.free));
  const facts = `${needy(bindings)} ${formatBytes(need)}; ${having(nodes)} ${formatBytes(capacityOf(host, nodes))}${pools(host, nodes)}`;
  if (free === undefined) return `Fits by itself: ${facts}.`;
  const verdict = need <= free ? 'Fits by itself' : '**Fits the nodes, not what was free**';
  return `${verdict}: ${facts}; ${formatBytes(free)} were free (a snapshot, page cache not counted).`;
}

const having = (nodes: readonly NodeId[]): string =>
  `${named('node', nodes)} ${verb(nodes, 'has', 'have')}`;

function capacityOf(host: HostTopology, nodes: readonly NodeId[]): bigint {
  return (
    sumOf(nodes.map((id) => host.nodes.get(id)).map((node) => node && ordinaryMemory(node))) ?? 0n
  );
}

/** What stands behind a node's memory when a part of it is in huge page pools. */
function pools(host: HostTopology, nodes: readonly NodeId[]): string {
  const total = sumOf(nodes.map((id) => host.nodes.get(id)?.total)) ?? 0n;
  return total === capacityOf(host, nodes) ? '' : ' beside the huge page pools';
}

function sumOf(amounts: readonly (bigint | undefined)[]): bigint | undefined {
  let sum = 0n;
  for (const amount of amounts) {
    if (amount === undefined) return undefined;
    sum += amount;
  }
  return sum;
}
