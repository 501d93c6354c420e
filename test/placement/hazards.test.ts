import assert from 'node:assert/strict';
import { rebound, without } from '../../server/src/domain/whatIf.ts';
import { nodeId, type NodeId, type Versions } from '../../server/src/host/topology.ts';
import { chooseNodes } from '../../server/src/placement/chooseNodes.ts';
import { harmless, judgementsFor } from '../../server/src/placement/hazards.ts';
import { widened } from '../../server/src/placement/widened.ts';
import type { CellId } from '../../server/src/vocabulary/define.ts';
import type { MemoryMode } from '../../server/src/vocabulary/values/memoryMode.ts';
import { domainOf } from '../domain/domainOf.ts';
import { worldOf } from '../harness/world.ts';

interface Change {
  readonly mode?: MemoryMode;
  readonly nodes?: readonly number[];
}

/** Whether changing `<memory>` so is harmless. */
function judge(inner: string, hostName: string | undefined, change: Change, versions?: Versions) {
  const { host } = worldOf(hostName);
  const domain = domainOf(inner);
  const memory = domain.numatune?.memory;
  assert.ok(memory !== undefined);
  const situation = { domain, host, versions: versions ?? host?.versions ?? {} };
  const { mode, nodes } = change;
  return harmless(situation)(rebound(domain, [memory], { mode, nodes: nodes?.map(nodeId) }));
}

const guest = (mode: string, nodeset: string, mib = 512, more = '') =>
  `<memory unit='MiB'>${mib}</memory><vcpu>2</vcpu>${more}<numatune><memory mode='${mode}' nodeset='${nodeset}'/></numatune>`;

describe('a change to a binding does harm', () => {
  it('where the memory does not fit, the reserve counted', () => {
    const inner = guest('preferred', '0', 15 * 1024);
    assert.equal(judge(inner, 'article', { mode: 'strict' }), true);
    assert.equal(judge(inner, 'reserve', { mode: 'strict' }), false);
    assert.equal(judge(inner, 'reserve', { mode: 'strict', nodes: [0, 1] }), true);
  });

  it('where nodes are absent, without memory or without CPUs', () => {
    assert.equal(judge(guest('strict', '0'), 'article', { nodes: [0, 3] }), false);
    assert.equal(judge(guest('strict', '0'), 'memoryless', { nodes: [0, 3] }), false);
    assert.equal(judge(guest('preferred', '2'), 'cpuless', { mode: 'strict' }), false);
    assert.equal(judge(guest('preferred', '2'), 'cpuless', { mode: 'restrictive' }), true);
  });

  it('where memory that is allocated at start is left without CPUs, in any mode', () => {
    const immediate = `<memoryBacking><allocation mode='immediate'/></memoryBacking>`;
    const inner = guest('preferred', '1', 512, immediate);
    assert.equal(judge(inner, 'cpuless', { nodes: [2] }), false);
    assert.equal(judge(inner, 'cpuless', { nodes: [1, 2] }), true);
    const old: Versions = { qemu: [7, 1] };
    assert.equal(judge(inner, 'cpuless', { nodes: [2] }, old), true);
    const pinned = `${immediate}<cputune><emulatorpin cpuset='0'/></cputune>`;
    assert.equal(judge(guest('preferred', '1', 512, pinned), 'cpuless', { nodes: [2] }), true);
  });

  it('where stated software refuses several preferred nodes', () => {
    const change = { mode: 'preferred' } as const;
    assert.equal(judge(guest('strict', '0-1'), 'old-two-nodes', change), false);
    assert.equal(judge(guest('strict', '0-1'), 'two-nodes', change), true);
    assert.equal(judge(guest('strict', '0-1'), undefined, change), true);
  });

  it('where pinned vCPUs come to be far from their memory', () => {
    const pinned = `<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>`;
    const inner = guest('strict', '0', 512, pinned);
    assert.equal(judge(inner, 'two-nodes', { nodes: [1] }), false);
    assert.equal(judge(inner, 'two-nodes', { nodes: [0, 1] }), true);
  });

  it('where it leaves memnodes under automatic placement', () => {
    const domain = domainOf(
      `<vcpu placement='auto'>2</vcpu><numatune><memory mode='strict' nodeset='0'/><memnode cellid='0' nodeset='0'/></numatune>`,
    );
    const memory = domain.numatune?.memory;
    assert.ok(memory !== undefined);
    const isHarmless = harmless({ domain, host: undefined, versions: {} });
    assert.equal(isHarmless(without(domain, memory)), false);
  });

  it('not where the same was wrong before', () => {
    assert.equal(judge(guest('strict', '0,7'), 'article', { mode: 'restrictive' }), true);
  });
});

describe('the work of judging', () => {
  it('is bounded: beyond it everything is called harmful', () => {
    const memnodes = Array.from({ length: 20_000 }, () => '<memnode/>').join('');
    const large = domainOf(`<numatune>${memnodes}</numatune>`);
    assert.equal(judgementsFor(large), 2);
    assert.equal(judgementsFor(domainOf('')), 300);
    const isHarmless = harmless({ domain: large, host: undefined, versions: {} });
    assert.deepEqual(
      [1, 2, 3].map(() => isHarmless(large)),
      [true, true, false],
    );
  });
});

describe('other nodes for a guest', () => {
  const host = worldOf('article').host;
  assert.ok(host !== undefined);
  const ids = (...nodes: readonly number[]): readonly NodeId[] => nodes.map(nodeId);

  it('are added by distance until it is accepted', () => {
    assert.deepEqual(
      widened(host, ids(0), (nodes) => nodes.length === 2),
      [0, 1],
    );
    assert.deepEqual(
      widened(host, ids(2), (nodes) => nodes.length === 3),
      [0, 1, 2],
    );
    assert.equal(
      widened(host, ids(0), () => false),
      undefined,
    );
  });

  it('are one where one does: near the pins, else the roomiest', () => {
    const free = domainOf('<vcpu>2</vcpu>');
    assert.deepEqual(
      chooseNodes(free, host, { near: [] }, () => true),
      [1],
    );
    const pinned = domainOf(`<vcpu cpuset='20-29'>2</vcpu>`);
    assert.deepEqual(
      chooseNodes(pinned, host, { near: [] }, () => true),
      [2],
    );
    const cells = domainOf(
      `<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset='20'/></cputune><numatune><memnode cellid='0' nodeset='1'/></numatune><cpu><numa><cell cpus='0' memory='1'/><cell cpus='1' memory='1'/><cell memory='1'/></numa></cpu>`,
    );
    const forCell = (cell: number) =>
      chooseNodes(cells, host, { near: [], cell: cell as CellId }, () => true);
    assert.deepEqual([forCell(1), forCell(2)], [[2], [2]]);
    assert.deepEqual(
      chooseNodes(pinned, host, { near: ids(0) }, () => true),
      [0],
    );
    assert.deepEqual(
      chooseNodes(pinned, host, { near: [] }, (nodes) => nodes.length > 1),
      [1, 2],
    );
  });
});
