import { insertAfter } from '../../domain/edit.ts';
import type { DomainModel, NumatuneMemory } from '../../domain/model.ts';
import { cellOfVcpu, pinnedVcpus } from '../../domain/pins.ts';
import { cellsWithMemory, memnodesByCell, memoryPolicy } from '../../domain/policy.ts';
import { withMemnodes } from '../../domain/whatIf.ts';
import { formatIdSet } from '../../host/format.ts';
import { compareVersions, type NodeId } from '../../host/topology.ts';
import { harmless } from '../../placement/hazards.ts';
import { nodesByCpu, nodesOfCpus } from '../../placement/locality.ts';
import type { Fix } from '../../text/finding.ts';
import type { CellId } from '../../vocabulary/define.ts';
import { hostRule, type HostContext } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'cells/without-memnodes',
    severity: 'information',
    summary:
      'Guest cells take their memory from several host nodes alike, and no `<memnode>` ties a cell to a node',
    why: 'The guest believes that the memory of a cell is near the vCPUs of that cell. Without a `<memnode>` the memory of each cell may lie on any of the nodes.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    needs: ['total', 'cpus'],
  },
  function* (context) {
    const { domain } = context;
    const memory = domain.numatune?.memory;
    const policy = memoryPolicy(domain);
    // Interleaved memory is meant to be everywhere.
    if (memory === undefined || policy.kind !== 'static' || policy.mode === 'interleave') return;
    const nodes = policy.nodeset.value?.values ?? [];
    const bound = memnodesByCell(domain);
    const ids = cellsWithMemory(domain).map((cell) => cell.cellId);
    const loose = ids.filter((id) => id !== undefined).filter((id) => !bound.has(id));
    if (nodes.length < 2 || ids.length < 2 || loose.length === 0) return;
    const fix = memnodesFix(context, memory, loose, nodes);
    yield {
      range: policy.nodeset.range,
      message: `the memory of ${numbered('cell', loose)} may lie on any of nodes ${formatIdSet(nodes)}: no <memnode> ties ${verb(loose, 'it', 'each')} to a node`,
      fixes: fix === undefined ? [] : [fix],
    };
  },
);

/** A `<memnode>` for each cell in the mode of `<memory>`, where the nodes are plain to see and the memory fits them. */
function memnodesFix(
  context: HostContext,
  memory: NumatuneMemory,
  loose: readonly CellId[],
  nodes: readonly NodeId[],
): Fix | undefined {
  const { text, domain, host, versions } = context;
  if (loose.length !== domain.cells.length || memory.nodeset === undefined) return undefined;
  const chosen = nodesOfPins(domain, nodesByCpu(host)) ?? oneToOne(loose, nodes);
  if (chosen === undefined) return undefined;
  const all = [...chosen.values()].flat();
  const isOld = versions.libvirt !== undefined && compareVersions(versions.libvirt, [9, 5]) < 0;
  if (isOld && all.some((node) => !nodes.includes(node))) return undefined;
  if (!harmless(context)(withMemnodes(domain, memory, chosen))) return undefined;
  const mode = memory.mode?.value ?? 'strict';
  const lines = [...chosen].map(
    ([cell, of]) => `<memnode cellid='${cell}' mode='${mode}' nodeset='${formatIdSet(of)}'/>`,
  );
  const pairs = [...chosen].map(([cell, of]) => `${cell} to ${numbered('node', of)}`);
  const title = `Bind each cell by a <memnode>: cell ${pairs.join(', cell ')}`;
  return { title: shortened(title), safe: false, edits: [insertAfter(text, memory, lines)] };
}

function shortened(title: string): string {
  return title.length > 100 ? 'Bind each cell to a node by a <memnode>' : title;
}

/** The node of each cell's pinned vCPUs, where every cell has exactly one; in the order of the cells. */
function nodesOfPins(
  domain: DomainModel,
  nodeOf: ReturnType<typeof nodesByCpu>,
): ReadonlyMap<CellId, readonly NodeId[]> | undefined {
  const cellOf = cellOfVcpu(domain);
  const running = new Map<CellId, Set<NodeId>>();
  for (const { vcpus, cpuset } of pinnedVcpus(domain)) {
    const nodes = nodesOfCpus(cpuset.value?.values ?? [], nodeOf);
    for (const cell of new Set(vcpus.map((vcpu) => cellOf?.(vcpu)?.cellId))) {
      if (cell === undefined) return undefined;
      const known = running.get(cell) ?? new Set();
      for (const node of nodes) known.add(node);
      running.set(cell, known);
    }
  }
  const found = new Map<CellId, readonly NodeId[]>();
  for (const { cellId } of domain.cells) {
    const nodes = cellId === undefined ? undefined : running.get(cellId);
    if (cellId === undefined || nodes?.size !== 1) return undefined;
    found.set(cellId, [...nodes]);
  }
  return found;
}

/** As many nodes as cells, in their order. */
function oneToOne(
  cells: readonly CellId[],
  nodes: readonly NodeId[],
): ReadonlyMap<CellId, readonly NodeId[]> | undefined {
  if (cells.length !== nodes.length) return undefined;
  const ordered = [...cells].sort((a, b) => a - b);
  return new Map(ordered.map((cell, index) => [cell, nodes.slice(index, index + 1)]));
}
