import { appendChildren, indentStep, writeValue } from '../domain/edit.ts';
import type { Cell, DomainModel } from '../domain/model.ts';
import { bindingsOf } from '../domain/policy.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import type { TextEdit } from '../text/edit.ts';
import type { CellId } from '../vocabulary/define.ts';

/** Each pair and triple of cells is compared. */
const CELLS_LIMIT = 32;

/** How far one cell is from another. */
export type Distances = (from: CellId, to: CellId) => number;

/** The node of each cell, where there are at least three, each is bound to one node, and no two to the same. */
export function nodesOfCells(domain: DomainModel): ReadonlyMap<CellId, NodeId> | undefined {
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
export function distancesOnHost(
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
export function distancesInGuest({ cells }: DomainModel): Distances {
  const written = new Map<string, number>();
  for (const { cellId, siblings } of cells)
    for (const { id, value } of siblings)
      if (cellId !== undefined && id?.value !== undefined && value?.value !== undefined)
        written.set(`${cellId} ${id.value}`, value.value);
  return (a, b) => (a === b ? 10 : (written.get(`${a} ${b}`) ?? written.get(`${b} ${a}`) ?? 20));
}

/** Two cells of which the first is nearer on the host, and further for the guest. */
export function invertedPair(
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

/** The least and the greatest distance between two cells. */
export function farthest(
  cells: readonly CellId[],
  onHost: Distances,
): readonly [least: number, most: number] {
  const remote = cells.flatMap((a) => cells.filter((b) => a !== b).map((b) => onHost(a, b)));
  return [Math.min(...remote), Math.max(...remote)];
}

/** Writes the distances between all cells as they are on the host. */
export function copyDistances(
  text: string,
  domain: DomainModel,
  onHost: Distances,
): readonly TextEdit[] {
  const step = indentStep(text);
  return domain.cells.flatMap((cell) => {
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
}

function missingSiblings(domain: DomainModel, cell: Cell, onHost: Distances): readonly string[] {
  const listed = new Set(cell.siblings.map(({ id }) => id?.value));
  return domain.cells.flatMap(({ cellId }) =>
    cellId === undefined || cell.cellId === undefined || listed.has(cellId)
      ? []
      : [`<sibling id='${cellId}' value='${onHost(cell.cellId, cellId)}'/>`],
  );
}
