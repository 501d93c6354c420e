import { formatBytes, formatBytesApart, formatIdSet } from '../host/format.ts';
import { nearestNodes, ordinaryMemory } from '../host/queries.ts';
import type { HostNode, NodeId } from '../host/topology.ts';
import { shortagesOf, type Shortage } from '../placement/capacity.ts';
import type { Fix } from '../text/finding.ts';
import type { Located } from '../text/range.ts';
import type { HostContext, Report } from './rule.ts';
import { bindFix, modeFix, preferredFix } from './modeFixes.ts';

/** How much a rule counts on, for each node, and how it says so. */
export interface Measure {
  readonly capacityOf: (node: HostNode) => bigint;
  /** `nodes 0-1 have 30 GiB` from the nodes and the amount. */
  readonly have: (nodes: string, amount: string) => string;
  /** What follows from too little. */
  readonly consequence: (shortage: Shortage) => string;
}

/** One report for each shortage by the measure, with the fixes that the host allows. */
export function* capacityReports(context: HostContext, measure: Measure): Generator<Report> {
  const { domain, host } = context;
  for (const shortage of shortagesOf(domain, host, measure.capacityOf)) {
    const [first, ...others] = shortage.claims;
    if (first === undefined) continue;
    const [need, has] = formatBytesApart(shortage.need, shortage.has);
    yield {
      range: placeOf(first.binding.from),
      message: `${needy(shortage)} ${need}; ${measure.have(nodesText(shortage.nodes), has)}${measure.consequence(shortage)}`,
      related: [
        ...(domain.memory?.content !== undefined && first.binding.cell === undefined
          ? [{ range: domain.memory.content.range, message: `the guest's memory: ${need}` }]
          : []),
        ...elements(shortage)
          .filter((element) => element !== first.binding.from)
          .map((element) => ({
            range: placeOf(element),
            message: 'takes its memory from there, too',
          })),
      ],
      fixes: fixesFor(context, shortage, measure, others.length > 0),
    };
  }
}

type Bound = Shortage['claims'][number]['binding']['from'];

/** The mode where it is written, else the node set: the token that binds. */
function placeOf(element: Bound): Located<unknown>['range'] {
  return element.mode?.range ?? element.nodeset?.range ?? element.source.name;
}

function elements(shortage: Shortage): Bound[] {
  return [...new Set(shortage.claims.map((claim) => claim.binding.from))];
}

function needy({ claims }: Shortage): string {
  const cells = claims.flatMap(({ binding }) => binding.cell?.cellId ?? []);
  if (cells.length === 0) return 'the guest needs';
  return cells.length === 1 ? `cell ${cells.join()} needs` : `cells ${formatIdSet(cells)} need`;
}

function nodesText(nodes: readonly NodeId[]): string {
  return nodes.length === 1 ? `node ${nodes.join()}` : `nodes ${formatIdSet(nodes)}`;
}

/**
 * Interleave comes first where the set has several nodes or the memory is larger than any node; preferred first otherwise;
 * then the nearest nodes that make it fit.
 */
function fixesFor(
  { domain, host, versions }: HostContext,
  shortage: Shortage,
  { capacityOf }: Measure,
  shared: boolean,
): Fix[] {
  const bound = elements(shortage);
  const wide = widened(shortage, nearestNodes(host, shortage.nodes), (id) => {
    const node = host.nodes.get(id);
    return node === undefined || node.total === 0n ? 0n : capacityOf(node);
  });
  const largest = [...host.nodes.values()].reduce((most, node) => {
    const amount = ordinaryMemory(node) ?? 0n;
    return amount > most ? amount : most;
  }, 0n);
  const spread =
    shortage.nodes.length > 1 && wide === undefined
      ? modeFix(domain, bound, 'interleave')
      : bindFix(
          domain,
          bound,
          wide ?? shortage.nodes,
          `Interleave over nodes ${formatIdSet(wide ?? shortage.nodes)}`,
          'interleave',
        );
  const prefer = preferredFix(domain, bound, versions);
  const widen =
    wide === undefined || shared
      ? undefined
      : bindFix(
          domain,
          bound,
          wide,
          `Widen the node set to ${formatIdSet(wide)} (fits ${formatBytes(shortage.need)})`,
        );
  const interleaveFirst = shortage.nodes.length > 1 || shortage.need > largest;
  const useful = wide !== undefined || shortage.nodes.length > 1 ? spread : undefined;
  const ordered = interleaveFirst ? [useful, prefer, widen] : [prefer, widen, useful];
  return ordered.filter((fix) => fix !== undefined);
}

/** The shortage's nodes with as many of the nearest others as make it fit; undefined when even all do not. */
function widened(
  { nodes, need, has }: Shortage,
  others: readonly NodeId[],
  capacityOf: (node: NodeId) => bigint,
): readonly NodeId[] | undefined {
  let missing = need - has;
  const chosen = [...nodes];
  for (const node of others) {
    if (missing <= 0n) break;
    const gain = capacityOf(node);
    if (gain <= 0n) continue;
    missing -= gain;
    chosen.push(node);
  }
  return missing > 0n ? undefined : chosen.sort((a, b) => a - b);
}
