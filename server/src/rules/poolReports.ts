import type { DomainModel } from '../domain/model.ts';
import { isBinding, memoryPolicy } from '../domain/policy.ts';
import { rebound } from '../domain/whatIf.ts';
import { formatBytes, formatIdSet } from '../host/format.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import { harmless } from '../placement/hazards.ts';
import { poolShortagesOf, type PoolShortage } from '../placement/pools.ts';
import { widened } from '../placement/widened.ts';
import type { Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { harmlessFixes, prefer, rebind } from './modeFixes.ts';
import type { HostContext } from './rule.ts';
import { numbered } from './words.ts';

/** The page size where it is written, else the element that asks for huge pages. */
export function placeOf({ claims }: PoolShortage, { domain }: HostContext): SourceRange {
  const huge = domain.memoryBacking?.hugepages;
  const page = claims[0]?.backing.page;
  return page?.size?.range ?? page?.source.name ?? huge?.source.name ?? domain.source.name;
}

/** `cells 0-1 need 2048 pages of 2 MiB (4 GiB)`. */
export function needWords({ claims, need, pageSize }: PoolShortage): string {
  const cells = claims.flatMap(({ cell }) => cell?.cellId ?? []);
  const who =
    cells.length === 0
      ? 'the guest needs'
      : `${numbered('cell', cells)} ${cells.length === 1 ? 'needs' : 'need'}`;
  const pages = `${need} page${need === 1n ? '' : 's'} of ${formatBytes(pageSize)}`;
  return `${who} ${pages} (${formatBytes(need * pageSize)})`;
}

/** `the pool of node 1 has`, `the pools of nodes 0-1 have`, `all pools of the host have`. */
export function poolWords({ nodes }: PoolShortage): string {
  if (nodes === undefined) return 'all pools of the host together have';
  return nodes.length === 1
    ? `the pool of node ${nodes.join()} has`
    : `the pools of nodes ${formatIdSet(nodes)} have`;
}

/** What leaves the claims no other node. */
export function bindersOf({ claims }: PoolShortage): readonly Binder[] {
  return [...new Set(claims.flatMap(({ binder }) => binder ?? []))];
}

type Binder = NonNullable<PoolShortage['claims'][number]['binder']>;

/** Makes the fixes that take pages from elsewhere: by a mode that may, or by the nearest nodes whose pools make it fit. */
export function poolFixer(context: HostContext): (shortage: PoolShortage) => readonly Fix[] {
  const { domain, host, versions } = context;
  const isHarmless = harmless(context);
  const before = shortagesIn(domain, host);
  const helps = (after: DomainModel) => isHarmless(after) && shortagesIn(after, host) < before;
  const memory = domain.numatune?.memory;
  const policy = memoryPolicy(domain);
  const isHeld = policy.kind === 'static' && isBinding(policy.mode) && memory !== undefined;
  return (shortage) => {
    const { nodes, need, everywhere } = shortage;
    if (nodes === undefined || need > everywhere) return [];
    const binders = bindersOf(shortage);
    const all = isHeld ? [...new Set([memory, ...binders])] : binders;
    const wide =
      binders.length === 1
        ? widened(host, nodes, (wider) => helps(rebound(domain, binders, { nodes: wider })))
        : undefined;
    return harmlessFixes(helps, [
      prefer(domain, binders, versions),
      all.length === binders.length ? undefined : prefer(domain, all, versions, PREFER_ALL),
      wide && rebind(domain, binders, { nodes: wide }, widerWords(wide)),
    ]);
  };
}

function widerWords(nodes: readonly NodeId[]): string {
  return `Widen the node set to ${formatIdSet(nodes)}, whose pools have enough`;
}

const PREFER_ALL = "Change the mode of <memory>, too, to 'preferred'";

function shortagesIn(domain: DomainModel, host: HostTopology): number {
  return poolShortagesOf(domain, host, ({ total }) => total).length;
}
