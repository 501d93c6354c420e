import assert from 'node:assert/strict';
import {
  nearestNodes,
  ordinaryMemory,
  withoutCpus,
  withoutMemory,
} from '../../server/src/host/queries.ts';
import { nodeId } from '../../server/src/host/topology.ts';
import { GIB, hostOf, hostText, MIB } from './hosts.ts';

describe('nearestNodes', () => {
  it('orders by distance', () => {
    const host = hostOf(hostText('memoryless.txt'));
    assert.deepEqual(nearestNodes(host, [nodeId(0)]), [2, 1, 3]);
    assert.deepEqual(nearestNodes(host, [nodeId(3)]), [1, 2, 0]);
  });

  it('takes the nearest of several nodes, and the lower id of equally near ones', () => {
    const host = hostOf(hostText('memoryless.txt'));
    assert.deepEqual(nearestNodes(host, [nodeId(0), nodeId(1)]), [2, 3]);
    assert.deepEqual(nearestNodes(host, [nodeId(0), nodeId(3)]), [1, 2]);
  });

  it('orders by id without distances', () => {
    const host = hostOf('node 0 size: 1 MB\nnode 4 size: 1 MB\nnode 2 size: 1 MB\n');
    assert.deepEqual(nearestNodes(host, [nodeId(2)]), [0, 4]);
    assert.deepEqual(nearestNodes(host, []), [0, 2, 4]);
  });
});

describe('withoutMemory, withoutCpus', () => {
  it('name nodes known to have none', () => {
    const memoryless = hostOf(hostText('memoryless.txt'));
    const cpuless = hostOf(hostText('cpuless.txt'));
    assert.deepEqual([withoutMemory(memoryless), withoutCpus(memoryless)], [[3], []]);
    assert.deepEqual([withoutMemory(cpuless), withoutCpus(cpuless)], [[], [2]]);
  });

  it('are silent on nodes of which nothing is known', () => {
    const host = hostOf('{"nodes": [{"id": 0}]}');
    assert.deepEqual([withoutMemory(host), withoutCpus(host)], [[], []]);
  });
});

describe('ordinaryMemory', () => {
  const rest = (node: string): bigint | undefined => {
    const [first] = hostOf(`{"nodes": [${node}]}`).nodes.values();
    assert.ok(first);
    return ordinaryMemory(first);
  };

  it('is the total without the pools', () => {
    const pools = '[{"size": "2 MiB", "total": 1024}, {"size": "1 GiB", "total": 3}]';
    assert.equal(rest(`{"id": 0, "memory": "16 GiB", "hugepages": ${pools}}`), 11n * GIB);
    assert.equal(rest('{"id": 0, "memory": "16 GiB"}'), 16n * GIB);
  });

  it('is never below nothing, and unknown without a total', () => {
    const pool = '[{"size": "2 MiB", "total": 1024}]';
    assert.equal(rest(`{"id": 0, "memory": "1 GiB", "hugepages": ${pool}}`), 0n);
    assert.equal(rest(`{"id": 0, "hugepages": ${pool}}`), undefined);
    assert.equal(rest('{"id": 0, "memory": "1 MiB", "hugepages": [{"size": "2 MiB"}]}'), MIB);
  });
});
