import { writeValue } from '../domain/edit.ts';
import type { DomainModel, Link } from '../domain/model.ts';
import type { Written } from '../domain/read.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Fix } from '../text/finding.ts';
import type { CellId } from '../vocabulary/define.ts';

/**
 * Numbering the guest cells from 0, and what refers to them with them: by the order of their ids, or of the cells where an
 * id is doubled and nothing refers to cells. undefined where a reference has no certain meaning.
 */
export function renumberFix(domain: DomainModel): Fix | undefined {
  const { cells, numa, interconnects } = domain;
  if (numa === undefined) return undefined;
  const isOpen = (link: Link) =>
    link.initiator?.value === undefined || link.target?.value === undefined;
  if (interconnects?.links.some(isOpen) === true) return undefined;
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

/** Where a single cell is named: memnodes, distances, latencies and bandwidths, memory devices, PCI buses. */
function referencesTo(domain: DomainModel): Reference[] {
  const { numatune, cells, interconnects, memoryDevices, pciControllers } = domain;
  const written = [
    ...(numatune?.memnodes ?? []).map((memnode) => memnode.cellid),
    ...cells.flatMap((cell) => cell.siblings.map((sibling) => sibling.id)),
    ...(interconnects?.links ?? []).flatMap((link) => [link.initiator, link.target]),
    ...memoryDevices.map((device) => device.node?.content),
    ...pciControllers.map((bus) => bus.node?.content),
  ];
  return written.flatMap((place) =>
    place?.value === undefined ? [] : [{ id: place.value, range: place.range }],
  );
}
