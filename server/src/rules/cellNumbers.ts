import { writeValue } from '../domain/edit.ts';
import type { DomainModel } from '../domain/model.ts';
import type { Written } from '../domain/read.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Fix } from '../text/finding.ts';
import type { CellId } from '../vocabulary/define.ts';
import { firstChildNamed } from '../xml/walk.ts';

/**
 * Numbering the guest cells from 0, and what refers to them with them: by the order of their ids, or of the cells where an
 * id is doubled and nothing refers to cells. undefined where a reference has no certain meaning.
 */
export function renumberFix(domain: DomainModel): Fix | undefined {
  const { cells, numa } = domain;
  if (numa === undefined || firstChildNamed(numa.element, 'interconnects') !== undefined)
    return undefined;
  const ids = cells.map((cell) => cell.cellId).filter((id) => id !== undefined);
  if (ids.length < cells.length || domain.memoryBacking?.hugepages?.pages.some(listsCells) === true)
    return undefined;
  const references = referencesTo(domain);
  const isUnique = new Set(ids).size === ids.length;
  if (!isUnique && references.length > 0) return undefined;
  const ranks = new Map([...ids].sort((a, b) => a - b).map((id, rank) => [id, rank]));
  if (references.some(({ id }) => !ranks.has(id))) return undefined;
  const ofCells = cells.flatMap((cell, position) => {
    const wanted = isUnique
      ? ranks.get(ids[position] ?? cell.cellId ?? (position as CellId))
      : position;
    return cell.cellId === wanted ? [] : writeValue(cell, 'id', String(wanted));
  });
  const ofOthers = references.flatMap(({ id, range }): TextEdit[] => {
    const rank = ranks.get(id);
    return rank === id ? [] : [{ range, newText: String(rank) }];
  });
  return { title: 'Number the cells from 0', safe: false, edits: [...ofCells, ...ofOthers] };
}

function listsCells(page: { readonly nodeset: unknown }): boolean {
  return page.nodeset !== undefined;
}

interface Reference {
  readonly id: CellId;
  readonly range: Written<CellId>['range'];
}

/** Where a single cell is named: memnodes, distances, memory devices. */
function referencesTo({ numatune, cells, memoryDevices }: DomainModel): Reference[] {
  const written = [
    ...(numatune?.memnodes ?? []).map((memnode) => memnode.cellid),
    ...cells.flatMap((cell) => cell.siblings.map((sibling) => sibling.id)),
    ...memoryDevices.map((device) => device.node?.content),
  ];
  return written.flatMap((place) =>
    place?.value === undefined ? [] : [{ id: place.value, range: place.range }],
  );
}
