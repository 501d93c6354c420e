import assert from 'node:assert/strict';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { PagePool } from '../../server/src/host/topology.ts';
import { poolShortagesOf } from '../../server/src/placement/pools.ts';
import { domainOf } from '../domain/domainOf.ts';

/** A host of nodes with so many pages of 2 MiB each; null where the pools are not known. */
function hostWith(...pages: readonly (number | null)[]) {
  const nodes = pages.map((total, id) => ({
    ...{ id, cpus: `${id}`, memory: '16 GiB' },
    ...(total === null ? {} : { hugepages: [{ size: '2 MiB', total }] }),
  }));
  const { topology } = readHostFile(JSON.stringify({ nodes }), 'host.json');
  assert.ok(topology);
  return topology;
}

const BACKED = "<memoryBacking><hugepages><page size='2048'/></hugepages></memoryBacking>";

/** A guest whose cells of so many pages are bound strictly to these nodes. */
function guest(...cells: readonly (readonly [pages: number, nodes: string])[]) {
  const numa = cells.map(([pages]) => `<cell memory='${pages * 2}' unit='MiB'/>`).join('');
  const tune = cells
    .map(([, nodes], id) => `<memnode cellid='${id}' nodeset='${nodes}'/>`)
    .join('');
  return domainOf(`${BACKED}<cpu><numa>${numa}</numa></cpu><numatune>${tune}</numatune>`);
}

const total = (pool: PagePool) => pool.total;

function shortages(domain: ReturnType<typeof domainOf>, ...pages: readonly (number | null)[]) {
  return poolShortagesOf(domain, hostWith(...pages), total).map(
    ({ nodes, need, has }) => `${nodes?.join() ?? 'host'}: ${need} of ${has}`,
  );
}

describe('huge page pools that are short', () => {
  it('are weighed for each node', () => {
    assert.deepEqual(shortages(guest([10, '0'], [10, '1']), 10, 10), []);
    assert.deepEqual(shortages(guest([10, '0'], [11, '1']), 10, 10), ['1: 11 of 10']);
  });
  it('are weighed for sets that overlap, together', () => {
    assert.deepEqual(shortages(guest([15, '0-1'], [15, '1-2']), 10, 10, 10), []);
    assert.deepEqual(shortages(guest([15, '0-1'], [16, '1-2']), 10, 10, 10), ['0,1,2: 31 of 30']);
  });
  it('are weighed for the whole host, bound or not', () => {
    const free = domainOf(`${BACKED}<memory unit='MiB'>42</memory>`);
    assert.deepEqual(shortages(free, 10, 10), ['host: 21 of 20']);
    assert.deepEqual(shortages(free, 10, 11), []);
  });
  it('are unknown where a pool is', () => {
    assert.deepEqual(shortages(guest([99, '0']), 10, null), []);
  });
  it('are no matter for a size of which the host has none', () => {
    assert.deepEqual(shortages(guest([99, '0']), 0, 0), []);
  });
  it('are not counted for nodes that the host lacks', () => {
    assert.deepEqual(shortages(guest([99, '0,7']), 10, 100), []);
  });
});
