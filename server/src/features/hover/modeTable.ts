import type { DomainModel, Memnode, NumatuneMemory } from '../../domain/model.ts';
import { effectiveMode } from '../../domain/policy.ts';
import { rebound } from '../../domain/whatIf.ts';
import { formatBytes } from '../../host/format.ts';
import { facetsOf, type HostTopology, type NodeId } from '../../host/topology.ts';
import type { Landing, PartLanding } from '../../placement/landing.ts';
import { predict, worstOf } from '../../placement/predict.ts';
import { sayOutcome, sayRefusal } from '../../placement/sayOutcome.ts';
import { memoryMode, type MemoryMode } from '../../vocabulary/values/memoryMode.ts';
import { table } from '../markdown.ts';

const MOST_NODES = 8;

/**
 * What each node would give under each of the four modes, the written one in bold, and what would come of it: computed from
 * what the host's description says. undefined where that says too little, or where there is only one node.
 */
export function modeTable(
  host: HostTopology,
  domain: DomainModel,
  read: NumatuneMemory | Memnode,
): string | undefined {
  const set = read.nodeset?.value;
  if (set === undefined || host.nodes.size < 2 || !facetsOf(host).has('total')) return undefined;
  if (set.values.some((id) => !host.nodes.has(id))) return undefined;
  const modes = Object.keys(memoryMode.words) as MemoryMode[];
  const rows = modes.map((mode) => ({ mode, ...landingUnder(mode, host, domain, read) }));
  if (rows.every(({ parts }) => parts.length === 0)) return undefined;
  const nodes = [...new Set(rows.flatMap(({ given }) => [...given.keys()]))].sort((a, b) => a - b);
  const shown = nodes.slice(0, MOST_NODES);
  const others = nodes.slice(MOST_NODES);
  const sum = (given: ReadonlyMap<NodeId, bigint>, of: readonly NodeId[]): string => {
    const bytes = of.reduce((all, node) => all + (given.get(node) ?? 0n), 0n);
    return bytes === 0n ? '' : formatBytes(bytes);
  };
  const basis =
    rows[0]?.basis === 'free' ? 'what was free (a snapshot)' : 'all memory of the nodes';
  return [
    table(
      [
        { title: 'if' },
        ...shown.map((node) => ({ title: `node ${node}`, align: 'right' as const })),
        { title: 'other nodes', align: 'right' },
        { title: 'then' },
      ],
      rows.map(({ mode, given, says }) => [
        mode === effectiveMode(read) ? `**${mode}**` : mode,
        ...shown.map((node) => sum(given, [node])),
        sum(given, others),
        says,
      ]),
    ),
    '',
    `computed from the host file, from ${basis}: a model, with all of the memory in use and without QEMU’s own`,
  ].join('\n');
}

interface Row extends Pick<Landing, 'basis'> {
  readonly parts: readonly PartLanding[];
  readonly given: ReadonlyMap<NodeId, bigint>;
  readonly says: string;
}

/** What comes of the memory that the element binds, if it had this mode. */
function landingUnder(
  mode: MemoryMode,
  host: HostTopology,
  domain: DomainModel,
  read: NumatuneMemory | Memnode,
): Row {
  const after = mode === effectiveMode(read) ? domain : rebound(domain, [read], { mode });
  const landing = predict(after, host);
  const parts = landing.parts.filter(
    ({ part }) => part.binding?.from?.source === read.source && !part.isOverhead,
  );
  const given = new Map<NodeId, bigint>();
  for (const { pieces } of parts)
    for (const { node, bytes } of pieces) given.set(node, (given.get(node) ?? 0n) + bytes);
  return {
    basis: landing.basis,
    parts,
    given: outcomeNodes(landing, given),
    says: says(landing, parts),
  };
}

/** A guest that does not start takes nothing. */
function outcomeNodes(
  { outcome }: Landing,
  given: ReadonlyMap<NodeId, bigint>,
): ReadonlyMap<NodeId, bigint> {
  return outcome.kind === 'refused' ? new Map() : given;
}

/** The verdict above the table tells the circumstances: here it is as short as can be. */
function says({ outcome: whole }: Landing, parts: readonly PartLanding[]): string {
  if (whole.kind === 'refused') return `does not start: ${sayRefusal(whole.reason)}`;
  const outcome = worstOf(parts);
  const pieces = parts.flatMap(({ pieces }) => pieces);
  const anywhere = parts.flatMap(({ anywhere }) => anywhere ?? []);
  switch (outcome.kind) {
    case 'mayFail':
      return `does not fit: ${formatBytes(outcome.lack)} too much`;
    case 'fits':
      return anywhere.length > 0 ? 'fits; which node gives how much, its CPUs decide' : 'fits';
    case 'spills':
    case 'refused':
      return sayOutcome({ outcome, pieces, anywhere });
  }
}
