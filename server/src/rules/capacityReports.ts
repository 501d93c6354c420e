import type { DomainModel } from '../domain/model.ts';
import { rebound } from '../domain/whatIf.ts';
import { formatBytes, formatBytesApart, formatIdSet } from '../host/format.ts';
import { ordinaryMemory } from '../host/queries.ts';
import type { HostNode, NodeId } from '../host/topology.ts';
import { shortagesOf, type Shortage } from '../placement/capacity.ts';
import { harmless } from '../placement/hazards.ts';
import { widened } from '../placement/widened.ts';
import type { Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { harmlessFixes, prefer, rebind, type Proposal } from './modeFixes.ts';
import type { HostContext, Report } from './rule.ts';
import { numbered, verb } from './words.ts';

/** How much a rule counts on for each node, in bytes. */
export type Capacity = (node: HostNode) => bigint;

/** What a rule says of too little. */
export interface Wording {
  /** `node 0 has 15 GiB`, from a shortage and the size as it is to be told. */
  readonly have: (shortage: Shortage, size: string) => string;
  /** Sets of nodes that a graver rule speaks of, by one of these measures. */
  readonly graver: readonly Capacity[];
}

/** One report for each shortage by the measure, with the fixes that the host allows. */
export function* capacityReports(
  context: HostContext,
  capacityOf: Capacity,
  { have, graver }: Wording,
): Generator<Report> {
  const { domain, host } = context;
  const shortages = shortagesOf(domain, host, capacityOf);
  if (shortages.length === 0) return;
  const told = new Set(
    graver.flatMap((measure) =>
      shortagesOf(domain, host, measure).map(({ nodes }) => nodes.join()),
    ),
  );
  const fixesFor = fixer(context, capacityOf);
  for (const shortage of shortages) {
    const [first] = shortage.claims;
    if (first === undefined || told.has(shortage.nodes.join())) continue;
    const [need, has] = formatBytesApart(shortage.need, shortage.has);
    yield {
      range: placeOf(first.binding.from),
      message: `${needy(shortage)} ${need}; ${have(shortage, has)}`,
      related: [
        ...(domain.memory?.content !== undefined && first.binding.cell === undefined
          ? [{ range: domain.memory.content.range, message: `the guest's memory: ${need}` }]
          : []),
        ...elementsOf(shortage)
          .filter((element) => element !== first.binding.from)
          .slice(0, RELATED_LIMIT)
          .map((element) => ({
            range: placeOf(element),
            message: 'takes its memory from there, too',
          })),
      ],
      fixes: fixesFor(shortage),
    };
  }
}

/** Nobody follows more places than so many. */
const RELATED_LIMIT = 16;

/** `node 0 has`, `nodes 0-1 have`. */
export function having({ nodes }: Shortage): string {
  return `${numbered('node', nodes)} ${verb(nodes, 'has', 'have')}`;
}

type Binder = Shortage['claims'][number]['binding']['from'];

/** The mode where it is written, else the node set: the token that binds. */
export function placeOf(element: Binder): SourceRange {
  return element.mode?.range ?? element.nodeset?.range ?? element.source.name;
}

function elementsOf(shortage: Shortage): Binder[] {
  return [...new Set(shortage.claims.map((claim) => claim.binding.from))];
}

function needy({ claims }: Shortage): string {
  const cells = claims.flatMap(({ binding }) => binding.cell?.cellId ?? []);
  return cells.length === 0
    ? 'the guest needs'
    : `${numbered('cell', cells)} ${verb(cells, 'needs', 'need')}`;
}

/**
 * Interleave comes first where the set has several nodes or the memory is larger than any node, preferred otherwise; the
 * nearest nodes that make it fit last.
 */
function fixer(context: HostContext, capacityOf: Capacity): (shortage: Shortage) => readonly Fix[] {
  const { domain, host, versions } = context;
  const isHarmless = harmless(context);
  const fits = (after: DomainModel, bound: readonly Binder[]): boolean => {
    const sources = new Set(bound.map(({ source }) => source));
    return shortagesOf(after, host, capacityOf).every(({ claims }) =>
      claims.every(({ binding }) => !sources.has(binding.from.source)),
    );
  };
  const useful = [...host.nodes.values()].filter((node) => node.total !== 0n);
  const largest = useful.reduce((most, node) => {
    const amount = ordinaryMemory(node) ?? 0n;
    return amount > most ? amount : most;
  }, 0n);
  return (shortage) => {
    const { nodes, need } = shortage;
    const bound = elementsOf(shortage);
    const wide = widened(host, nodes, (wider) => {
      const after = rebound(domain, bound, { nodes: wider });
      return fits(after, bound) && isHarmless(after);
    });
    const widen =
      wide &&
      rebind(
        domain,
        bound,
        { nodes: wide },
        `Widen the node set to ${formatIdSet(wide)} (fits ${formatBytes(need)})`,
      );
    const all = useful.map(({ id }) => id);
    const spread = interleave(domain, bound, nodes, wide ?? (nodes.length > 1 ? nodes : all));
    const preferred = prefer(domain, bound, versions);
    const isSpreadFirst = nodes.length > 1 || need > largest;
    const proposals = isSpreadFirst ? [spread, preferred, widen] : [preferred, widen, spread];
    return harmlessFixes(isHarmless, proposals);
  };
}

function interleave(
  domain: DomainModel,
  bound: readonly Binder[],
  from: readonly NodeId[],
  nodes: readonly NodeId[],
): Proposal | undefined {
  if (nodes.length < 2) return undefined;
  const isSame = nodes.length === from.length;
  return isSame
    ? rebind(domain, bound, { mode: 'interleave' }, "Change the mode to 'interleave'")
    : rebind(
        domain,
        bound,
        { mode: 'interleave', nodes },
        `Interleave over ${numbered('node', nodes)}`,
      );
}
