import type { Node } from 'jsonc-parser';
import { present } from '../../buildTopology.ts';
import { formatBytes, formatExactBytes } from '../../format.ts';
import type { Bytes, PagePool } from '../../topology.ts';
import { readElements, readMembers, refuse } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';
import { readSize, readWhole } from './jsonValues.ts';
import { POOL_KEYS } from './keys.ts';

/** Reads `hugepages` of a node. Undefined when a pool is bad: what was read of the others would pass for all. */
export function readPools(
  reading: JsonReading,
  node: Node,
  pageSize: Bytes | undefined,
): ReadonlyMap<Bytes, PagePool> | undefined {
  const example = '[{"size": "2 MiB", "total": 1024}]';
  const entries = readElements(reading, node, `a list such as ${example}`);
  if (entries === undefined) return undefined;
  const pools = new Map<Bytes, PagePool>();
  for (const entry of entries) {
    const pool = readPool(reading, entry, pools, pageSize);
    if (pool !== undefined) pools.set(pool.size, pool);
  }
  return pools.size < entries.length ? undefined : pools;
}

function readPool(
  reading: JsonReading,
  entry: Node,
  before: ReadonlyMap<Bytes, PagePool>,
  pageSize: Bytes | undefined,
): PagePool | undefined {
  const members = readMembers(reading, entry, POOL_KEYS, 'a pool');
  if (members === undefined) return undefined;
  const written = members.get('size');
  if (written === undefined) {
    refuse(reading, entry, 'lacks \'size\', the size of one page, such as "2 MiB"');
    return undefined;
  }
  const size = readSize(reading, written);
  if (size === undefined) return undefined;
  if (size < 2n || (size & (size - 1n)) !== 0n) {
    refuse(reading, written, 'is no page size; those are powers of two, such as "2 MiB"');
    return undefined;
  }
  if (size === pageSize) {
    refuse(reading, written, `is the base page size, ${formatExactBytes(size)}, not a pool`);
    return undefined;
  }
  if (before.has(size)) {
    refuse(reading, written, `is listed twice; one entry holds all ${formatBytes(size)} pages`);
    return undefined;
  }
  const total = readCount(reading, members.get('total'), Number.MAX_SAFE_INTEGER);
  const free = readCount(reading, members.get('free'), total ?? Number.MAX_SAFE_INTEGER);
  return present<PagePool>({ size, total, free });
}

function readCount(
  reading: JsonReading,
  node: Node | undefined,
  largest: number,
): number | undefined {
  return node === undefined
    ? undefined
    : readWhole(reading, node, 'a number of pages', [0, largest]);
}
