import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseIdSet } from '../../server/src/host/idSet.ts';
import { nodeId, type NodeId } from '../../server/src/host/topology.ts';
import { orderOf } from '../../server/src/placement/fallback.ts';
import {
  placeInKernel,
  type Circumstances,
  type KernelPolicy,
  type Placed,
} from '../../server/src/placement/kernelPlacement.ts';
import { ROOT } from '../harness/root.ts';
import { measuredHost, MIB } from './measuredHosts.ts';

interface Row {
  readonly label: string;
  readonly topology: string;
  readonly policy: KernelPolicy | 'winterleave';
  readonly set: string;
  readonly cpuNode: number | readonly number[];
  readonly cpusetMems: string | null;
  readonly hugePages2M: boolean;
  readonly requestMiB: number;
  readonly freeBefore: Readonly<Record<string, number>>;
  readonly placedMiB: Readonly<Record<string, number>> | null;
  readonly swappedMiB: number | null;
  readonly outcome: string;
  readonly oomConstraint: string | null;
  readonly killed: string | null;
}

const { rows } = JSON.parse(
  readFileSync(join(ROOT, 'test/placement/kernel-placement.json'), 'utf8'),
) as { rows: readonly Row[] };

const mib = (size: number): bigint => BigInt(Math.round(size)) * MIB;
const on = (node: number, size: number): ReadonlyMap<NodeId, bigint> =>
  new Map([[nodeId(node), mib(size)]]);

/** What was so on the machine, and stands in the row's label only. Sizes as the experiments were set up. */
function circumstancesOf({ label }: Row): Circumstances {
  if (label.includes('demotion')) return { demotion: true };
  // 2500 MiB were placed and 96 stayed free, where 2501 had been free: the rest was page cache.
  if (label === 'e-interleave-all-over')
    return { cache: new Map([0, 1, 2].map((node) => [nodeId(node), mib(35)])) };
  if (label.startsWith('pagecache')) return { cache: on(0, 900) };
  if (label.endsWith('swap-too-small')) return { swap: mib(1199) };
  if (/-over-swap$/.test(label)) return { swap: mib(4096) };
  if (/file-ext4-mbind/.test(label)) return { isFileMapped: true };
  if (label.includes('bystander'))
    return {
      bystanders: [
        label.endsWith('node0')
          ? { node: nodeId(0), bytes: mib(700) }
          : { node: nodeId(1), bytes: mib(1200) },
      ],
    };
  return {};
}

/** These nodes are small: their low watermark stood at 3 to 4 per cent, their min watermark at half of it. */
function place(row: Row): Placed {
  const host = measuredHost(row.topology, row.freeBefore);
  const pages = row.hugePages2M;
  const beside = (perMille: bigint) => (node: NodeId) => {
    const { free = 0n, total = 0n, pools } = host.nodes.get(node) ?? {};
    if (pages) return BigInt([...(pools?.values() ?? [])][0]?.free ?? 0);
    const rest = free - (total * perMille) / 1000n;
    return rest > 0n ? rest : 0n;
  };
  return placeInKernel(
    host,
    {
      policy: row.policy === 'winterleave' ? 'interleave' : row.policy,
      nodes: parseIdSet(row.set).map(nodeId),
      cpuNodes: [row.cpuNode].flat().map(nodeId),
      allowed: row.cpusetMems === null ? undefined : parseIdSet(row.cpusetMems).map(nodeId),
      amount: pages ? BigInt(row.requestMiB / 2) : mib(row.requestMiB),
      isPooled: pages,
    },
    { beforeSpill: beside(35n), beforeFailure: beside(17n) },
    circumstancesOf(row),
  );
}

function expectedOutcome({ outcome, oomConstraint }: Row): unknown {
  if (outcome === 'ok') return { kind: 'placed' };
  if (outcome === 'SIGBUS') return { kind: 'no-pages' };
  if (outcome.endsWith('Invalid argument')) return { kind: 'refused' };
  const constraint = /constraint=(\w+)/.exec(oomConstraint ?? '')?.[1];
  return { kind: 'killed', constraint };
}

describe('placeInKernel', () => {
  it('has all measured rows', () => {
    assert.equal(rows.length, 103);
  });

  for (const row of rows)
    it(`agrees with the measurement ${row.label} (${row.topology})`, () => {
      const placed = place(row);
      assert.deepEqual(placed.outcome, expectedOutcome(row));
      const unit = row.hugePages2M ? 2n * MIB : 1n;
      const killed = /^(\d+) Killed/.exec(row.killed ?? '')?.[1];
      if (row.label.includes('bystander'))
        assert.equal(placed.killed + (row.outcome === 'ok' ? 0 : 1), Number(killed));
      if (row.placedMiB === null) return;
      for (const { id: node, total = 0n } of measuredHost(row.topology).nodes.values()) {
        const size = row.placedMiB[node] ?? 0;
        const got = Number(((placed.taken.get(node) ?? 0n) * unit) / MIB);
        const tolerance = Number(total / MIB) * 0.05;
        assert.ok(
          Math.abs(got - size) <= tolerance + 1,
          `node ${node}: ${String(got)} MiB, measured ${String(size)}`,
        );
      }
      assert.ok(
        Math.abs(Number(placed.swapped / MIB) - (row.swappedMiB ?? 0)) <= 1536 * 0.05,
        `swapped ${String(placed.swapped / MIB)}`,
      );
    });
});

describe('orderOf', () => {
  it('rotates where all distances are equal, and never names nodes without memory', () => {
    const orders = (name: string) => {
      const host = measuredHost(name);
      return [...host.nodes.keys()].map((node) => orderOf(host).fallback(node).join());
    };
    assert.deepEqual(orders('three'), ['0,1,2', '1,2,0', '2,0,1']);
    assert.deepEqual(orders('four'), ['0,2,1', '1,0,2', '2,0,1', '1,2,0']);
    assert.deepEqual(orders('cxl'), ['0,1,2', '1,0,2', '2,1,0']);
  });
});
