import { appendChildren, indentStep, insertAfter } from '../domain/edit.ts';
import type { DomainModel } from '../domain/model.ts';
import { withBoundCells } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import { chooseNodes } from '../placement/chooseNodes.ts';
import type { TextEdit } from '../text/edit.ts';
import type { CellId } from '../vocabulary/define.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Proposal } from './modeFixes.ts';
import type { DomainContext } from './rule.ts';
import { numbered } from './words.ts';

/** Each cell looks at all nodes, and judges some. */
const CELLS_LIMIT = 16;

/**
 * A `<memnode>` for each cell that has none: to the node near the pinned CPUs of its vCPUs, else to one with room that no other
 * cell is bound to. undefined where some cell finds no node.
 * @param isHarmless of the hazards that the guest has already
 */
export function bindLooseCells(
  { domain, text }: DomainContext,
  host: HostTopology,
  loose: readonly CellId[],
  mode: MemoryMode,
  isHarmless: (after: DomainModel) => boolean,
): Proposal | undefined {
  if (loose.length === 0 || loose.length > CELLS_LIMIT) return undefined;
  let after = domain;
  const chosen: (readonly [CellId, readonly NodeId[]])[] = [];
  for (const cell of loose) {
    const bound = (nodes: readonly NodeId[]) =>
      withBoundCells(after, mode, new Map([[cell, nodes]]));
    const nodes = chooseNodes(after, host, { cell, near: [] }, (some) => isHarmless(bound(some)));
    if (nodes === undefined) return undefined;
    after = bound(nodes);
    chosen.push([cell, nodes]);
  }
  const lines = chosen.map(
    ([cell, nodes]) => `<memnode cellid='${cell}' mode='${mode}' nodeset='${formatIdSet(nodes)}'/>`,
  );
  const edit = memnodesEdit(domain, text, lines);
  if (edit === undefined) return undefined;
  const pairs = chosen.map(([cell, nodes]) => `${cell} to ${numbered('node', nodes)}`);
  const long = `Bind cell ${pairs.join(', cell ')} by <memnode>, ${mode}`;
  const title = long.length > 100 ? `Bind each cell to a node by a <memnode>, ${mode}` : long;
  return { fix: { title, safe: false, edits: [edit] }, after };
}

/** Into `<numatune>`, or with a new one behind what usually stands before it. */
function memnodesEdit(
  { numatune, cputune, vcpu, currentMemory, memory }: DomainModel,
  text: string,
  memnodes: readonly string[],
): TextEdit | undefined {
  if (numatune !== undefined) return appendChildren(text, numatune, memnodes);
  const before = cputune ?? vcpu ?? currentMemory ?? memory;
  const inside = memnodes.map((line) => `${indentStep(text)}${line}`);
  return before && insertAfter(text, before, ['<numatune>', ...inside, '</numatune>']);
}
