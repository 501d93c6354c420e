import type { Element } from '@xmldom/xmldom';
import { compile, selectElement, selectElements } from '../../../xml/select.ts';
import { present } from '../../buildTopology.ts';
import { MAX_ID } from '../../idSet.ts';
import { bytes, nodeId } from '../../topology.ts';
import type { Bytes, HostNode, NodeId, PagePool } from '../../topology.ts';
import type { CpuReader } from './readCpus.ts';
import { readCount, readNumber, readSize } from './xmlValues.ts';
import type { XmlReading } from './xmlValues.ts';

const MEMORY = compile('memory');
const PAGES = compile('pages');
const SIBLINGS = compile('distances/sibling');

/**
 * Reads a `<cell>`. libvirt leaves `<memory>` out when a node has none; its counts of pages, all 0, then say so. Nothing
 * else is concluded from page counts: libvirt's own examples hold pools larger than their node.
 */
export function readCell(
  reading: XmlReading,
  id: NodeId,
  cell: Element,
  pageSize: Bytes | undefined,
  cpus: CpuReader,
): HostNode {
  const pages = selectElements(PAGES, cell).map((element) => ({
    element,
    size: readSize(reading, element, 'size'),
    count: readCount(reading, element),
  }));
  const memory = selectElement(MEMORY, cell);
  const empty = pages.length > 0 && pages.every(({ count }) => count === 0);
  const without = empty ? bytes(0n) : undefined;
  return present<HostNode>({
    id,
    cpus: cpus.ofCell(id, cell),
    total: memory === undefined ? without : readSize(reading, memory),
    free: undefined,
    reserve: undefined,
    pools: pages.length === 0 ? undefined : poolsOf(pages, pageSize),
  });
}

/** The distances from a cell to each other one, by id. */
export function readDistances(reading: XmlReading, cell: Element): ReadonlyMap<NodeId, number> {
  const row = new Map<NodeId, number>();
  for (const sibling of selectElements(SIBLINGS, cell)) {
    const to = readNumber(reading, sibling, 'id', [0, MAX_ID]);
    const value = readNumber(reading, sibling, 'value', [0, 255]);
    if (to !== undefined && value !== undefined && value > 0) row.set(nodeId(to), value);
  }
  return row;
}

interface Pages {
  readonly size: Bytes | undefined;
  readonly count: number | undefined;
}

function poolsOf(
  pages: readonly Pages[],
  pageSize: Bytes | undefined,
): ReadonlyMap<Bytes, PagePool> | undefined {
  const pools = new Map<Bytes, PagePool>();
  for (const { size, count } of pages) {
    if (size === undefined || count === undefined) return undefined;
    if (size !== pageSize) pools.set(size, { size, total: count });
  }
  return pools;
}
