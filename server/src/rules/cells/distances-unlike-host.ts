import { appendChildren, indentStep, writeValue } from '../../domain/edit.ts';
import type { Cell, DomainModel } from '../../domain/model.ts';
import { bindingsOf } from '../../domain/policy.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import type { Fix } from '../../text/finding.ts';
import type { CellId } from '../../vocabulary/define.ts';
import { hostRule, type HostContext } from '../rule.ts';

/** Each pair and triple of cells is compared. */
const CELLS_LIMIT = 32;

export default hostRule(
  {
    id: 'cells/distances-unlike-host',
    severity: 'information',
    summary: 'The guest believes other cells to be near than those that are near on the host',
    why: 'By the distances the guest chooses where to take memory when a cell is full, and how far to move a task. Without `<distances>` all other cells are equally far to it.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    needs: ['distances'],
  },
  function* (context) {
    const { domain, host } = context;
    const nodeOf = nodesOfCells(domain);
    if (nodeOf === undefined || domain.numa === undefined) return;
    const cells = [...nodeOf.keys()];
    const onHost = distancesOnHost(host, nodeOf);
    if (onHost === undefined) return;
    const inGuest = distancesInGuest(domain);
    const fixes = [copyFix(context, onHost)];
    if (domain.cells.every(({ siblings }) => siblings.length === 0)) {
      const remote = cells.flatMap((a) => cells.filter((b) => a !== b).map((b) => onHost(a, b)));
      const least = Math.min(...remote);
      const most = Math.max(...remote);
      if (least === most) return;
      yield {
        range: domain.numa.source.name,
        message: `all cells are equally far for the guest; on the host their nodes are ${least} to ${most} apart`,
        fixes,
      };
      return;
    }
    for (const a of cells) {
      const wrong = invertedPair(a, cells, onHost, inGuest);
      const cell = domain.cells.find(({ cellId }) => cellId === a);
      if (wrong === undefined || cell === undefined) continue;
      const [near, far] = wrong;
      yield {
        range: (cell.distances ?? cell).source.name,
        message: `for the guest cell ${far} is nearer to cell ${a} than cell ${near} (${inGuest(a, far)}, ${inGuest(a, near)}); on the host it is further (${onHost(a, far)}, ${onHost(a, near)})`,
        fixes,
      };
      // One copy mends them all.
      return;
    }
  },
);

type Distances = (from: CellId, to: CellId) => number;

/** The node of each cell, where there are at least three, each is bound to one node, and no two to the same. */
function nodesOfCells(domain: DomainModel): ReadonlyMap<CellId, NodeId> | undefined {
  if (domain.cells.length < 3 || domain.cells.length > CELLS_LIMIT) return undefined;
  const found = new Map<CellId, NodeId>();
  for (const { cell, nodeset } of bindingsOf(domain)) {
    const [node, ...others] = nodeset.value?.values ?? [];
    if (cell?.cellId === undefined || node === undefined || others.length > 0) return undefined;
    found.set(cell.cellId, node);
  }
  const isOneToOne =
    found.size === domain.cells.length && new Set(found.values()).size === found.size;
  return isOneToOne ? found : undefined;
}

/** undefined where a distance is not stated, or is none that a guest can have. */
function distancesOnHost(
  host: HostTopology,
  nodeOf: ReadonlyMap<CellId, NodeId>,
): Distances | undefined {
  for (const [a, from] of nodeOf) {
    for (const [b, to] of nodeOf) {
      const distance = host.distances?.get(from)?.get(to);
      if (a !== b && (distance === undefined || distance <= 10 || distance > 255)) return undefined;
    }
  }
  return (a, b) => {
    const from = nodeOf.get(a);
    const to = nodeOf.get(b);
    if (a === b || from === undefined || to === undefined) return 10;
    return host.distances?.get(from)?.get(to) ?? 20;
  };
}

/** As written, else as written for the other direction, else 20 (libvirt src/conf/numa_conf.c virDomainNumaDefNodeDistanceParseXML). */
function distancesInGuest({ cells }: DomainModel): Distances {
  const written = new Map<string, number>();
  for (const { cellId, siblings } of cells)
    for (const { id, value } of siblings)
      if (cellId !== undefined && id?.value !== undefined && value?.value !== undefined)
        written.set(`${cellId} ${id.value}`, value.value);
  return (a, b) => (a === b ? 10 : (written.get(`${a} ${b}`) ?? written.get(`${b} ${a}`) ?? 20));
}

/** Two cells of which the first is nearer on the host, and further for the guest. */
function invertedPair(
  from: CellId,
  cells: readonly CellId[],
  onHost: Distances,
  inGuest: Distances,
): readonly [near: CellId, far: CellId] | undefined {
  for (const near of cells)
    for (const far of cells)
      if (onHost(from, near) < onHost(from, far) && inGuest(from, near) > inGuest(from, far))
        return [near, far];
  return undefined;
}

function copyFix({ text, domain }: HostContext, onHost: Distances): Fix {
  const step = indentStep(text);
  const edits = domain.cells.flatMap((cell) => {
    if (cell.cellId === undefined) return [];
    const lines = missingSiblings(domain, cell, onHost);
    const changed = cell.siblings.flatMap((sibling) => {
      const other = sibling.id?.value;
      if (other === undefined || cell.cellId === undefined) return [];
      const wanted = onHost(cell.cellId, other);
      return sibling.value?.value === wanted ? [] : writeValue(sibling, 'value', String(wanted));
    });
    if (lines.length === 0) return changed;
    if (cell.distances !== undefined)
      return [...changed, appendChildren(text, cell.distances, lines)];
    const inside = lines.map((line) => `${step}${line}`);
    return [appendChildren(text, cell, ['<distances>', ...inside, '</distances>'])];
  });
  return { title: "Copy the host's distances", safe: false, edits };
}

function missingSiblings(domain: DomainModel, cell: Cell, onHost: Distances): readonly string[] {
  const listed = new Set(cell.siblings.map(({ id }) => id?.value));
  return domain.cells.flatMap(({ cellId }) =>
    cellId === undefined || cell.cellId === undefined || listed.has(cellId)
      ? []
      : [`<sibling id='${cellId}' value='${onHost(cell.cellId, cellId)}'/>`],
  );
}
