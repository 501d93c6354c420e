import type { Element } from '@xmldom/xmldom';
import { childElements, childrenNamed } from '../../../xml/walk.ts';
import type { Distances } from '../../buildTopology.ts';
import { nodeId } from '../../topology.ts';
import type { NodeId } from '../../topology.ts';

/** hwloc's HWLOC_DISTANCES_KIND_MEANS_LATENCY. */
const LATENCY = 4;

/**
 * The latencies between nodes: hwloc 2's `<distances2 type="NUMANode">`, whose indexes are the system's numbers, or hwloc 1's
 * `<distances>` over all nodes in the order of the file, relative to a base.
 */
export function readDistances(root: Element, nodes: readonly NodeId[]): Distances | undefined {
  for (const element of childrenNamed(root, 'distances2')) {
    const isLatency = Math.floor(Number(element.getAttribute('kind') ?? '0') / LATENCY) % 2 === 1;
    if (element.getAttribute('type') !== 'NUMANode' || !isLatency) continue;
    if (element.getAttribute('indexing') !== 'os') continue;
    const ids = numbersOf(childrenNamed(element, 'indexes'));
    const matrix = matrixOf(ids, numbersOf(childrenNamed(element, 'u64values')));
    if (matrix !== undefined) return matrix;
  }
  const machine = childrenNamed(root, 'object')[0];
  for (const element of machine === undefined ? [] : childrenNamed(machine, 'distances')) {
    if (Number(element.getAttribute('nbobjs')) !== nodes.length) continue;
    const base = Number(element.getAttribute('latency_base') ?? '1');
    const values = childElements(element).map((one) =>
      Math.round(Number(one.getAttribute('value') ?? 'NaN') * base),
    );
    const matrix = matrixOf(nodes, values);
    if (matrix !== undefined) return matrix;
  }
  return undefined;
}

function numbersOf(elements: readonly Element[]): readonly number[] {
  return elements.flatMap((element) =>
    (element.textContent ?? '')
      .trim()
      .split(/\s+/)
      .map((word) => (/^\d{1,5}$/.test(word) ? Number(word) : Number.NaN)),
  );
}

function matrixOf(ids: readonly number[], values: readonly number[]): Distances | undefined {
  const isFull = ids.length > 0 && values.length === ids.length * ids.length;
  const isGood = values.every((value) => Number.isInteger(value) && value >= 10 && value <= 255);
  if (!isFull || !isGood || ids.some((id) => !Number.isInteger(id))) return undefined;
  return new Map(
    ids.map((from, row) => [
      nodeId(from),
      new Map(ids.map((to, column) => [nodeId(to), values[row * ids.length + column] ?? 0])),
    ]),
  );
}
