import assert from 'node:assert/strict';
import { excessOf, shortagesOf, unionsOf } from '../../server/src/placement/capacity.ts';
import { ordinary, withoutReserve } from '../../server/src/placement/measures.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { nodeId } from '../../server/src/host/topology.ts';
import { domainOf } from '../domain/domainOf.ts';
import { worldOf } from '../harness/world.ts';

const GIB = 1n << 30n;

function hostOf(name: string): HostTopology {
  const { host } = worldOf(name);
  assert.ok(host !== undefined);
  return host;
}

/** `0+1: 20 of 15` for each shortage, in GiB. */
function shortages(inner: string, name = 'article', measure = ordinary): string[] {
  return shortagesOf(domainOf(inner), hostOf(name), measure).map(
    ({ nodes, need, has }) => `${nodes.join('+')}: ${need / GIB} of ${has / GIB}`,
  );
}

function cellsOf(...gib: readonly number[]): string {
  const cells = gib.map((size) => `<cell memory='${size}' unit='GiB'/>`);
  return `<vcpu>4</vcpu><cpu><numa>${cells.join('')}</numa></cpu>`;
}

const memory = (mode: string, nodeset: string) => `<memory mode='${mode}' nodeset='${nodeset}'/>`;
const memnode = (cell: number, nodeset: string, mode = 'strict') =>
  `<memnode cellid='${cell}' mode='${mode}' nodeset='${nodeset}'/>`;
const tune = (...elements: readonly string[]) => `<numatune>${elements.join('')}</numatune>`;
const whole = (gib: number) => `<memory unit='GiB'>${gib}</memory>`;

describe('memory that does not fit its nodes', () => {
  it('is that of strict and restrictive alone', () => {
    for (const mode of ['strict', 'restrictive'])
      assert.deepEqual(shortages(whole(16) + tune(memory(mode, '0'))), ['0: 16 of 15']);
    for (const mode of ['preferred', 'interleave'])
      assert.deepEqual(shortages(whole(16) + tune(memory(mode, '0'))), []);
  });

  it('may fit to the last byte', () => {
    assert.deepEqual(shortages(whole(15) + tune(memory('strict', '0'))), []);
    const more = `<memory unit='KiB'>${15 * 1024 * 1024 + 1}</memory>`;
    assert.deepEqual(shortages(more + tune(memory('strict', '0'))), ['0: 15 of 15']);
  });

  it('is weighed for cells with one set together, and for sets that overlap', () => {
    assert.deepEqual(shortages(cellsOf(10, 10) + tune(memory('strict', '0'))), ['0: 20 of 15']);
    const apart = cellsOf(15, 16) + tune(memnode(0, '0'), memnode(1, '1'));
    assert.deepEqual(shortages(apart), []);
    const chain = cellsOf(15, 16, 1) + tune(memnode(0, '0'), memnode(1, '1'), memnode(2, '0-1'));
    assert.deepEqual(shortages(chain), ['0+1: 32 of 31']);
  });

  it('is told for the smallest set only', () => {
    const nested = cellsOf(20, 20) + tune(memnode(0, '0'), memnode(1, '0-1'));
    assert.deepEqual(shortages(nested), ['0: 20 of 15']);
  });

  it('is not judged with nodes that are not there or without sizes', () => {
    assert.deepEqual(shortages(whole(90) + tune(memory('strict', '0,7'))), []);
    assert.deepEqual(shortages(`<memory>x</memory>${tune(memory('strict', '0'))}`), []);
  });

  it('is without the nodes that have no memory', () => {
    const inner = `<memory unit='MiB'>2000</memory>${tune(memory('strict', '0,3'))}`;
    assert.deepEqual(
      shortagesOf(domainOf(inner), hostOf('memoryless'), ordinary).map(({ nodes }) => nodes),
      [[0]],
    );
  });

  it('leaves alone what is kept for the host, by the measure that says so', () => {
    const inner = whole(15) + tune(memory('strict', '0'));
    assert.deepEqual(shortages(inner, 'reserve'), []);
    assert.deepEqual(shortages(inner, 'reserve', withoutReserve), ['0: 15 of 14']);
  });

  it('is ordinary memory: huge pages and their pools are apart', () => {
    const huge = `<memoryBacking><hugepages/></memoryBacking>`;
    assert.deepEqual(shortages(whole(90) + huge + tune(memory('strict', '0')), 'two-nodes'), []);
    assert.deepEqual(shortages(whole(60) + tune(memory('strict', '1')), 'two-nodes'), [
      '1: 60 of 56',
    ]);
  });
});

describe('a guest larger than the host', () => {
  const excess = (inner: string) => excessOf(domainOf(inner), hostOf('article'));

  it('is told by what it needs and what there is', () => {
    assert.deepEqual(excess(whole(48)), { need: 48n * GIB, has: 47n * GIB });
    assert.equal(excess(whole(47)), undefined);
  });

  it('is told once: not where single nodes are short', () => {
    assert.equal(excess(whole(48) + tune(memory('strict', '0'))), undefined);
  });
});

describe('unions of node sets', () => {
  it('are those of sets that overlap, the smaller first', () => {
    const sets = [[0, 1], [1, 2], [5]].map((nodes) => ({ nodes: nodes.map(nodeId) }));
    assert.deepEqual(unionsOf(sets), [[5], [0, 1], [1, 2], [0, 1, 2]]);
  });

  it('are not more than any guest has', () => {
    const sets = Array.from({ length: 3000 }, (_, i) => ({ nodes: [nodeId(i), nodeId(i + 1)] }));
    assert.equal(unionsOf(sets).length, 256);
  });
});
