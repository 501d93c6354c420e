import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytes, nodeId, type HostTopology } from '../../server/src/host/topology.ts';
import type { Landing } from '../../server/src/placement/landing.ts';
import {
  footprintOf,
  MEASURED_OVERHEAD,
  predict,
  predictTogether,
  type PredictOptions,
} from '../../server/src/placement/predict.ts';
import { sayOutcome } from '../../server/src/placement/sayOutcome.ts';
import {
  addUsages,
  capacityFor,
  ORDINARY_PAGES,
  usageOf,
} from '../../server/src/placement/usage.ts';
import { memoryMode } from '../../server/src/vocabulary/values/memoryMode.ts';
import { domainOf } from '../domain/domainOf.ts';
import { worldOf } from '../harness/world.ts';
import { measuredHost, MIB } from './measuredHosts.ts';

const GIB = 1024n * MIB;

function hostOf(name: string): HostTopology {
  const { host } = worldOf(name);
  assert.ok(host);
  return host;
}

const guest = (numatune: string, { size = '35', cpuset = "cpuset='0-9'", more = '' } = {}) =>
  domainOf(
    `<memory unit='GiB'>${size}</memory>${more}<vcpu ${cpuset}>4</vcpu><numatune>${numatune}</numatune>`,
  );

/** GiB by node, to one decimal. */
const byNode = ({ pieces }: Pick<Landing, 'pieces'>): Readonly<Record<number, number>> => {
  const sums: Record<number, number> = {};
  for (const { node, bytes } of pieces)
    sums[node] =
      Math.round((sums[node] ?? 0) * 10 + Number((bytes * 10n) / (GIB / 100n)) / 100) / 10;
  return sums;
};
const said = (
  domain: ReturnType<typeof domainOf>,
  host: string,
  options?: PredictOptions,
): string => sayOutcome(predict(domain, hostOf(host), options));

describe('predict', () => {
  it('lands the article’s guest as the article’s figures show', () => {
    const article = hostOf('article');
    const on = (mode: string, nodes: string): unknown =>
      byNode(predict(guest(`<memory mode='${mode}' nodeset='${nodes}'/>`), article));
    assert.deepEqual(on('strict', '0-2'), { 0: 13, 1: 15, 2: 7 });
    assert.deepEqual(on('interleave', '0-2'), { 0: 11.7, 1: 11.7, 2: 11.7 });
    assert.deepEqual(on('preferred', '1'), { 0: 5, 1: 15, 2: 15 });
    assert.deepEqual(on('preferred', '2'), { 0: 5, 1: 15, 2: 15 });
  });

  it('says what happens where it does not fit', () => {
    const at = (memory: string, more?: string) =>
      said(guest(memory, { more: more ?? '' }), 'article');
    assert.equal(at("<memory mode='strict' nodeset='0-2'/>"), 'fits nodes 0-2');
    assert.equal(at("<memory mode='restrictive' nodeset='0-2'/>"), 'fits nodes 0-2');
    assert.equal(at("<memory mode='preferred' nodeset='0'/>"), 'spills 22 GiB to nodes 1-2');
    assert.equal(
      at("<memory mode='strict' nodeset='0-1'/>"),
      'does not fit nodes 0-1: 7 GiB too much, which are swapped out, or a process is killed',
    );
    assert.equal(
      at(
        "<memory mode='restrictive' nodeset='0'/>",
        "<memoryBacking><allocation mode='immediate'/></memoryBacking>",
      ),
      'does not fit node 0: 22 GiB too much, so without swap it is killed while it starts',
    );
    assert.equal(
      at("<memory mode='preferred' nodeset='0,7'/>"),
      'does not start: node 7 does not exist',
    );
    assert.equal(
      said(guest("<memory mode='interleave' nodeset='3'/>"), 'memoryless'),
      'does not start: node 3 has no memory',
    );
    const [cpuless] = [...hostOf('cpuless').nodes.values()].filter(
      ({ cpus }) => cpus?.length === 0,
    );
    assert.ok(cpuless);
    assert.equal(
      said(guest(`<memory mode='strict' nodeset='${cpuless.id}'/>`, { size: '1' }), 'cpuless'),
      `does not start: node ${cpuless.id} has no CPUs`,
    );
  });

  it('knows no node where the CPUs are unknown, and how much comes from which', () => {
    const free = (mode: string, nodes: string, size: string) =>
      predict(
        guest(`<memory mode='${mode}' nodeset='${nodes}'/>`, { size, cpuset: '' }),
        hostOf('article'),
      );
    for (const mode of ['strict', 'restrictive']) {
      const { pieces, anywhere, outcome } = free(mode, '0-2', '12');
      assert.deepEqual(pieces, []);
      assert.deepEqual(
        anywhere.map(({ nodes, bytes, estimate }) => [nodes, bytes, estimate.length]),
        [[[0, 1, 2], 12n * GIB, 3]],
      );
      assert.equal(outcome.kind, 'fits');
    }
    assert.deepEqual(byNode(free('restrictive', '1', '12')), { 1: 12 });
    assert.deepEqual(byNode(free('interleave', '0-1', '12')), { 0: 6, 1: 6 });
    const none = predict(
      domainOf("<memory unit='GiB'>12</memory><vcpu>4</vcpu>"),
      hostOf('article'),
    );
    assert.deepEqual(none.anywhere[0]?.nodes, [0, 1, 2]);
    assert.equal(
      sayOutcome(none),
      'fits nodes 0-2; how much of which depends on the CPUs it runs on',
    );
  });

  it('places each cell by its memnode, near the CPUs of its vCPUs', () => {
    const inner = `<vcpu>4</vcpu>
      <cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='1' cpuset='1'/><vcpupin vcpu='2' cpuset='10'/><vcpupin vcpu='3' cpuset='11'/></cputune>
      <cpu><numa><cell id='0' cpus='0-1' memory='14' unit='GiB'/><cell id='1' cpus='2-3' memory='4' unit='GiB'/></numa></cpu>`;
    const free = predict(domainOf(inner), hostOf('article'));
    assert.deepEqual(
      free.pieces.map(({ cell, node, bytes, spill }) => [cell?.cellId, node, bytes / GIB, spill]),
      [
        [0, 0, 13n, false],
        [0, 1, 1n, true],
        [1, 1, 4n, false],
      ],
    );
    const bound = domainOf(
      `${inner}<numatune><memory mode='strict' nodeset='2'/><memnode cellid='0' mode='preferred' nodeset='0'/></numatune>`,
    );
    const landing = predict(bound, hostOf('article'), { overhead: MEASURED_OVERHEAD });
    // The strict nodes of the guest hold the preferred cell, too: node 2 takes what node 0 has not, and not the nearer 1.
    assert.deepEqual(
      landing.parts.map(({ part, pieces }) => [
        part.isOverhead ? 'QEMU' : part.cell?.cellId,
        pieces.map(({ node }) => node),
      ]),
      [
        [0, [0, 2]],
        [1, [2]],
        ['QEMU', [2]],
      ],
    );
    assert.equal(landing.demand, 18n * GIB + MEASURED_OVERHEAD);
  });

  it('takes huge pages from pools, and refuses to start without them', () => {
    const host = measuredHost('huge');
    const inner = (tune: string, size: number) =>
      domainOf(`<memory unit='MiB'>${size}</memory><vcpu cpuset='0'>1</vcpu>
        <memoryBacking><hugepages><page size='2' unit='MiB'/></hugepages></memoryBacking><numatune>${tune}</numatune>`);
    const strict = predict(inner("<memory mode='strict' nodeset='0'/>", 200), host);
    assert.equal(sayOutcome(strict), 'does not start: 72 MiB of 2 MiB pages are lacking on node 0');
    const preferred = predict(inner("<memory mode='preferred' nodeset='0'/>", 200), host);
    assert.deepEqual(
      preferred.pieces.map(({ node, bytes, kind }) => [node, bytes / MIB, kind.kind]),
      [
        [0, 128n, 'pool'],
        [1, 72n, 'pool'],
      ],
    );
    assert.equal(sayOutcome(preferred), 'spills 72 MiB to node 1');
    assert.deepEqual(usageOf(strict), new Map());
  });

  it('places memory devices with nodes of their own, and what a virtio-mem is asked to have', () => {
    const domain =
      domainOf(`<memory unit='GiB'>6</memory><maxMemory slots='4' unit='GiB'>64</maxMemory>
      <vcpu cpuset='0-9'>2</vcpu>
      <cpu><numa><cell id='0' cpus='0-1' memory='4' unit='GiB'/></numa></cpu>
      <devices>
        <memory model='dimm'><source><nodemask>1</nodemask></source><target><size unit='GiB'>2</size><node>0</node></target></memory>
        <memory model='dimm'><target><size unit='GiB'>1</size><node>0</node></target></memory>
        <memory model='virtio-mem'><target><size unit='GiB'>8</size><node>0</node><block unit='MiB'>2</block><requested unit='GiB'>3</requested></target></memory>
      </devices>`);
    const { pieces, isIncomplete } = predict(domain, hostOf('article'));
    assert.deepEqual(
      pieces.map(({ node, bytes, device }) => [node, bytes / GIB, device?.model?.value]),
      [
        [0, 5n, undefined],
        [1, 2n, 'dimm'],
        [0, 3n, 'virtio-mem'],
      ],
    );
    assert.ok(!isIncomplete);
  });

  it('answers for another mode and other nodes', () => {
    const article = hostOf('article');
    const strict = guest("<memory mode='strict' nodeset='0'/>");
    assert.deepEqual(byNode(predict(strict, article, { mode: 'preferred' })), {
      0: 13,
      1: 15,
      2: 7,
    });
    assert.deepEqual(
      byNode(predict(strict, article, { nodeSet: [nodeId(0), nodeId(1), nodeId(2)] })),
      { 0: 13, 1: 15, 2: 7 },
    );
    const unbound = domainOf("<memory unit='GiB'>30</memory><vcpu>1</vcpu>");
    assert.deepEqual(byNode(predict(unbound, article, { mode: 'interleave' })), {
      0: 10,
      1: 10,
      2: 10,
    });
    assert.deepEqual(byNode(predict(unbound, article, { nodeSet: [nodeId(1)] })), { 1: 15 });
  });

  it('places guests together in their order, and sums up what each takes alone', () => {
    const article = hostOf('article');
    const one = guest("<memory mode='strict' nodeset='0'/>", { size: '10' });
    const two = guest("<memory mode='preferred' nodeset='0'/>", { size: '10' });
    const broken = guest("<memory mode='strict' nodeset='7'/>", { size: '10' });
    const [first, refused, second] = predictTogether([one, broken, two], article);
    assert.ok(first && second && refused);
    assert.deepEqual(byNode(first), { 0: 10 });
    assert.equal(refused.outcome.kind, 'refused');
    assert.deepEqual(byNode(second), { 0: 5, 1: 5 });
    const alone = addUsages([one, two, broken].map((domain) => footprintOf(domain, article)));
    assert.deepEqual(alone, new Map([[ORDINARY_PAGES, new Map([[0, 20n * GIB]])]]));
    assert.deepEqual(byNode(predict(two, article, { basis: 'total', others: usageOf(first) })), {
      0: 5,
      1: 5,
    });
  });

  it('keeps the reserve free, and says what the description lacks', () => {
    const { total, reserve } = hostOf('reserve').nodes.get(nodeId(0)) ?? {};
    assert.ok(total !== undefined && reserve !== undefined);
    const inner = `<memory unit='b'>${String(total)}</memory><vcpu>1</vcpu><numatune><memory mode='strict' nodeset='0'/></numatune>`;
    const landing = predict(domainOf(inner), hostOf('reserve'), { basis: 'total' });
    assert.equal(landing.left, reserve);
    const bare: HostTopology = {
      name: 'bare',
      nodes: new Map([0, 1].map((id) => [nodeId(id), { id: nodeId(id) }])),
      cpus: new Map(),
    };
    const unknown = predict(guest("<memory mode='strict' nodeset='0'/>"), bare);
    assert.deepEqual([...unknown.missing], ['total', 'cpus', 'distances']);
    assert.deepEqual(byNode(unknown), { 0: 35 });
    assert.ok(predict(domainOf('<vcpu>1</vcpu>'), bare).isIncomplete);
  });

  it('accounts for every byte, and takes no more than there is', () => {
    const mode = fc.constantFrom(...Object.keys(memoryMode.words));
    const nodes = fc.subarray([0, 1, 2, 3], { minLength: 1 });
    const some = fc.record({
      host: fc.constantFrom('three', 'four', 'cxl', 'huge'),
      memory: fc.option(fc.record({ mode, nodes })),
      memnode: fc.option(fc.record({ mode, nodes })),
      sizes: fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 3 }),
      cpus: fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 3 }),
      huge: fc.boolean(),
      overhead: fc.integer({ min: 0, max: 200 }),
      basis: fc.constantFrom('free' as const, 'total' as const),
    });
    fc.assert(
      fc.property(some, ({ host: name, memory, memnode, sizes, cpus, huge, overhead, basis }) => {
        const tune = (each: typeof memory, start: string): string =>
          each === null ? '' : `<${start} mode='${each.mode}' nodeset='${each.nodes.join()}'/>`;
        const domain = domainOf(`<vcpu>3</vcpu>
          <cputune>${cpus.map((cpu, i) => `<vcpupin vcpu='${i}' cpuset='${cpu}'/>`).join('')}</cputune>
          ${huge ? '<memoryBacking><hugepages/></memoryBacking>' : ''}
          <numatune>${tune(memory, 'memory')}${tune(memnode, "memnode cellid='0'")}</numatune>
          <cpu><numa>${sizes.map((size, id) => `<cell id='${id}' ${id < 3 ? `cpus='${id}'` : ''} memory='${size}' unit='MiB'/>`).join('')}</numa></cpu>`);
        const host = measuredHost(name, { 0: 700, 1: 500 });
        const { parts, demand, left, outcome, pieces, anywhere } = predict(domain, host, {
          basis,
          overhead: BigInt(overhead) * MIB,
        });
        const sum = (all: readonly { readonly bytes: bigint }[]) =>
          all.reduce((total, each) => total + each.bytes, 0n);
        assert.equal(sum(pieces) + sum(anywhere) + left, demand);
        assert.equal(sum(parts.map(({ part }) => part)), demand);
        for (const { bytes } of [...pieces, ...anywhere]) assert.ok(bytes > 0n);
        for (const { estimate, bytes } of anywhere) assert.equal(sum(estimate), bytes);
        assert.ok(left >= 0n);
        if (left > 0n) assert.ok(outcome.kind === 'mayFail' || outcome.kind === 'refused');
        for (const kind of [
          { kind: 'ordinary' },
          { kind: 'pool', pageSize: bytes(2n * MIB) },
        ] as const)
          for (const node of host.nodes.values()) {
            const taken = [
              ...pieces,
              ...anywhere.flatMap(({ kind, estimate }) => estimate.map((e) => ({ ...e, kind }))),
            ].filter((each) => each.node === node.id && each.kind.kind === kind.kind);
            assert.ok(sum(taken) <= (capacityFor(node, kind, basis) ?? 0n));
          }
      }),
    );
  });
});
