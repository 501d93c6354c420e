import type { Node } from 'jsonc-parser';
import type { Distances } from '../../buildTopology.ts';
import { formatCount } from '../../format.ts';
import { quoted } from '../../hostBlock.ts';
import { nodeId } from '../../topology.ts';
import type { NodeId } from '../../topology.ts';
import { rangeOf, refuse } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';
import { readWhole } from './jsonValues.ts';

/**
 * Reads the nodes' `distances`: an object by node id, or one figure for each node in the order in which the file lists
 * them. Undefined when no node states any.
 */
export function readDistances(
  reading: JsonReading,
  nodes: ReadonlyMap<NodeId, ReadonlyMap<string, Node>>,
): Distances | undefined {
  const order = [...nodes.keys()];
  const matrix = new Map<NodeId, ReadonlyMap<NodeId, number>>();
  for (const [id, members] of nodes) {
    const node = members.get('distances');
    if (node === undefined) continue;
    const row = readRow(reading, node, order, nodes);
    if (row !== undefined) matrix.set(id, row);
  }
  return matrix.size === 0 ? undefined : matrix;
}

function readRow(
  reading: JsonReading,
  node: Node,
  order: readonly NodeId[],
  nodes: ReadonlyMap<NodeId, unknown>,
): ReadonlyMap<NodeId, number> | undefined {
  const children = node.children ?? [];
  if (node.type === 'object') return readByKey(reading, children, nodes);
  if (node.type !== 'array') {
    refuse(reading, node, 'is not a row of distances; write it such as {"0": 10, "1": 21}');
    return undefined;
  }
  if (children.length !== order.length) {
    const counts = `has ${formatCount(children.length, 'distance')} for ${formatCount(order.length, 'node')}`;
    refuse(reading, node, `${counts}; write one for each, in the order of 'nodes'`);
    return undefined;
  }
  const row = new Map<NodeId, number>();
  children.forEach((child, index) => {
    const to = order[index];
    const distance = readDistance(reading, child);
    if (to !== undefined && distance !== undefined) row.set(to, distance);
  });
  return row;
}

function readByKey(
  reading: JsonReading,
  properties: readonly Node[],
  nodes: ReadonlyMap<NodeId, unknown>,
): ReadonlyMap<NodeId, number> {
  const row = new Map<NodeId, number>();
  for (const property of properties) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    const to = /^\d{1,5}$/.test(name) ? nodeId(Number(name)) : undefined;
    if (to === undefined || !nodes.has(to)) {
      const message = `${quoted(name)} is not the id of a node in this file`;
      reading.problems.push({ rule: 'host/bad-value', range: rangeOf(reading, key), message });
    } else if (row.has(to)) refuse(reading, key, 'is stated twice; the first counts');
    else {
      const distance = readDistance(reading, value);
      if (distance !== undefined) row.set(to, distance);
    }
  }
  return row;
}

/** As in the firmware's SLIT: 10 is local, 255 unreachable. */
function readDistance(reading: JsonReading, node: Node): number | undefined {
  return readWhole(reading, node, 'a distance', [10, 255]);
}
