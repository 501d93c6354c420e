import { appendChildren, indentStep, insertAfter, writeValue } from '../domain/edit.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { memnodesByCell, memoryPlacement } from '../domain/policy.ts';
import { rebound, withMemnodes } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import type { TextEdit } from '../text/edit.ts';
import type { CellId } from '../vocabulary/define.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import { overridden } from './whatIfBound.ts';

/** Another way to bind a guest's memory. */
export interface Proposal {
  /** Another mode; undefined: as it is. */
  readonly mode: MemoryMode | undefined;
  /** For all of its memory; with `cells` for `<memory>`, which has to name them all. Ascending. undefined: all stay where they are. */
  readonly nodes: readonly NodeId[] | undefined;
  /** Each cell has nodes of its own. */
  readonly cells: ReadonlyMap<CellId, readonly NodeId[]> | undefined;
}

/** The domain as proposed; undefined where it has no elements that could say so. */
export function proposed(
  domain: DomainModel,
  host: HostTopology,
  { mode, nodes, cells }: Proposal,
): DomainModel | undefined {
  if (nodes === undefined) return overridden(domain, host, mode, undefined);
  if (cells === undefined) return overridden(domain, host, mode ?? modeToAdd(domain), nodes);
  const memory = domain.numatune?.memory;
  const byCell = memnodesByCell(domain);
  const missing = new Map([...cells].filter(([cell]) => !byCell.has(cell)));
  if (missing.size > 0 && memory?.nodeset === undefined) return undefined;
  let after = memory === undefined ? domain : rebound(domain, [memory], { mode, nodes });
  for (const [cell, memnode] of byCell)
    after = rebound(after, [memnode], { mode, nodes: cells.get(cell) });
  const general = after.numatune?.memory;
  return missing.size === 0 || general === undefined
    ? after
    : withMemnodes(after, general, missing);
}

/**
 * The edits that write what `proposed` makes of a domain; none where the text says it already, undefined where there is no place for
 * them.
 */
export function proposalEdits(
  text: string,
  domain: DomainModel,
  { mode, nodes, cells }: Proposal,
): readonly TextEdit[] | undefined {
  const { numatune } = domain;
  const memory = numatune?.memory;
  const elements = [...(memory === undefined ? [] : [memory]), ...(numatune?.memnodes ?? [])];
  if (nodes === undefined)
    return elements.flatMap((element) =>
      mode === undefined || element.mode?.value === mode ? [] : writeValue(element, 'mode', mode),
    );
  const edits = bindingEdits(text, domain, { mode, nodes, cells });
  if (edits === undefined || memory?.placement === undefined) return edits;
  // numad would go on to choose the nodes.
  return memoryPlacement(domain, memory) === 'static'
    ? edits
    : [...edits, ...writeValue(memory, 'placement', 'static')];
}

function bindingEdits(
  text: string,
  domain: DomainModel,
  { mode, nodes, cells }: Proposal & { readonly nodes: readonly NodeId[] },
): readonly TextEdit[] | undefined {
  const { numatune } = domain;
  const memory = numatune?.memory;
  const byCell = memnodesByCell(domain);
  const rewritten = (element: NumatuneMemory | Memnode, own: readonly NodeId[]): TextEdit[] => [
    ...(mode === undefined || element.mode?.value === mode
      ? []
      : writeValue(element, 'mode', mode)),
    ...(sameNodes(element.nodeset?.value?.values, own)
      ? []
      : writeValue(element, 'nodeset', formatIdSet(own))),
  ];
  const isBound = [memory, ...(numatune?.memnodes ?? [])].some((one) => one?.nodeset !== undefined);
  if (!isBound && memory === undefined) {
    const line = `<memory mode='${mode ?? modeToAdd(domain) ?? 'strict'}' nodeset='${formatIdSet(nodes)}'/>`;
    if (numatune !== undefined) return [appendChildren(text, numatune, [line])];
    const before = domain.cputune ?? domain.vcpu ?? domain.currentMemory ?? domain.memory;
    if (before === undefined) return undefined;
    const lines = ['<numatune>', `${indentStep(text)}${line}`, '</numatune>'];
    return [insertAfter(text, before, lines)];
  }
  const elements = [...(memory === undefined ? [] : [memory]), ...(numatune?.memnodes ?? [])];
  if (cells === undefined) return elements.flatMap((element) => rewritten(element, nodes));
  const missing = [...cells].filter(([cell]) => !byCell.has(cell));
  const general = mode ?? memory?.mode?.value ?? 'strict';
  const lines = missing.map(
    ([cell, own]) => `<memnode cellid='${cell}' mode='${general}' nodeset='${formatIdSet(own)}'/>`,
  );
  return [
    ...(memory === undefined ? [] : rewritten(memory, nodes)),
    ...[...byCell].flatMap(([cell, memnode]) =>
      rewritten(memnode, cells.get(cell) ?? memnode.nodeset?.value?.values ?? nodes),
    ),
    ...(lines.length === 0 || numatune === undefined
      ? []
      : [appendChildren(text, numatune, lines)]),
  ];
}

/** A guest that binds nothing is bound strictly: no other mode makes sure that it gets what it was promised. */
function modeToAdd({ numatune }: DomainModel): MemoryMode | undefined {
  const elements = [numatune?.memory, ...(numatune?.memnodes ?? [])];
  if (elements.some((element) => element?.nodeset !== undefined)) return undefined;
  return numatune?.memory?.mode?.value ?? 'strict';
}

function sameNodes(a: readonly NodeId[] | undefined, b: readonly NodeId[]): boolean {
  return a?.length === b.length && a.every((node, index) => node === b[index]);
}
