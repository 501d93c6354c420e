import { appendChildren, indentStep, insertAfter } from '../domain/edit.ts';
import type { DomainModel } from '../domain/model.ts';
import { bindingsOf } from '../domain/policy.ts';
import { withBoundCells } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import type { HostTopology, NodeId } from '../host/topology.ts';
import { saysNoMore } from '../placement/remarks.ts';
import { chooseNodes } from '../placement/chooseNodes.ts';
import type { TextEdit } from '../text/edit.ts';
import type { CellId } from '../vocabulary/define.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import {
  copyDistances,
  distancesInGuest,
  distancesOnHost,
  farthest,
  invertedPair,
  nodesOfCells,
} from './hostDistances.ts';
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
  // Ordinary files ignore what cells are bound to.
  if (domain.memoryBacking?.backedBy?.type?.value === 'file') return undefined;
  // Of several preferred nodes older software takes one.
  const isMeant = (nodes: readonly NodeId[]) => mode !== 'preferred' || nodes.length === 1;
  let after = domain;
  const chosen: (readonly [CellId, readonly NodeId[]])[] = [];
  for (const cell of loose) {
    const bound = (nodes: readonly NodeId[]) =>
      withBoundCells(after, mode, new Map([[cell, nodes]]));
    const nodes = chooseNodes(
      after,
      host,
      { cell, near: [] },
      (some) => isMeant(some) && isHarmless(bound(some)),
    );
    if (nodes === undefined) return undefined;
    after = bound(nodes);
    chosen.push([cell, nodes]);
  }
  const distances = distancesToo(text, domain, after, host);
  if (distances === undefined || isCrowded(after, host)) return undefined;
  if (!saysNoMore(domain, after, host)) return undefined;
  const lines = chosen.map(
    ([cell, nodes]) => `<memnode cellid='${cell}' mode='${mode}' nodeset='${formatIdSet(nodes)}'/>`,
  );
  const edit = memnodesEdit(domain, text, lines);
  if (edit === undefined) return undefined;
  const pairs = chosen.map(([cell, nodes]) => `${cell} to ${numbered('node', nodes)}`);
  const long = `Bind cell ${pairs.join(', cell ')} by <memnode>, ${mode}`;
  const title = long.length > 100 ? `Bind each cell to a node by a <memnode>, ${mode}` : long;
  return { fix: { title, safe: false, edits: [edit, ...distances] }, after };
}

/** The host's distances, where the guest states none and those of its nodes differ; undefined where it states others. */
function distancesToo(
  text: string,
  domain: DomainModel,
  after: DomainModel,
  host: HostTopology,
): readonly TextEdit[] | undefined {
  const nodeOf = nodesOfCells(after);
  const onHost = nodeOf && distancesOnHost(host, nodeOf);
  if (nodeOf === undefined || onHost === undefined) return [];
  const cells = [...nodeOf.keys()];
  if (domain.cells.every(({ siblings }) => siblings.length === 0)) {
    const [least, most] = farthest(cells, onHost);
    return least === most ? [] : copyDistances(text, domain, onHost);
  }
  const inGuest = distancesInGuest(domain);
  const isUnlike = cells.some((cell) => invertedPair(cell, cells, onHost, inGuest) !== undefined);
  return isUnlike ? undefined : [];
}

/** Whether cells share a node while another serves none: what is apart for the guest would be together. */
function isCrowded(domain: DomainModel, host: HostTopology): boolean {
  const bindings = bindingsOf(domain);
  const single = bindings.flatMap(({ nodeset }) =>
    nodeset.value?.size === 1 ? nodeset.value.values : [],
  );
  if (single.length < bindings.length || new Set(single).size === single.length) return false;
  return [...host.nodes.values()].some(
    ({ id, total, cpus = [] }) => total !== 0n && cpus.length > 0 && !single.includes(id),
  );
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
