import assert from 'node:assert/strict';
import { describeContradiction } from '../../server/src/host/contradiction.ts';
import { mergeHosts } from '../../server/src/host/mergeHosts.ts';
import type { HostMerge } from '../../server/src/host/mergeHosts.ts';
import { nodeId } from '../../server/src/host/topology.ts';
import { GIB, hostOf, hostText } from './hosts.ts';

const merge = (...texts: readonly string[]): HostMerge =>
  mergeHosts(
    texts.map((text, index) => {
      const name = `file${String(index)}.txt`;
      return { name, topology: hostOf(text, name) };
    }),
  );

/** What differs, as a message in the later file. */
const differences = (...texts: readonly string[]): readonly string[] =>
  merge(...texts).contradictions.map((one) =>
    describeContradiction(one, `${String(one.firstIndex)} → ${String(one.index)}`),
  );

describe('mergeHosts', () => {
  it('of nothing is nothing, and of one host that host', () => {
    assert.deepEqual(mergeHosts([]), { merged: undefined, contradictions: [] });
    const topology = hostOf(hostText('two-nodes.json'));
    assert.equal(mergeHosts([{ name: 'x', topology }]).merged, topology);
  });

  it('of a host with itself is that host', () => {
    for (const path of ['two-nodes.json', 'reserve.json', 'article.txt', 'cpuless.txt']) {
      const topology = hostOf(hostText(path));
      const both = mergeHosts([
        { name: path, topology },
        { name: path, topology },
      ]);
      assert.deepEqual(both, { merged: topology, contradictions: [] });
    }
  });

  it('completes earlier descriptions by later ones', () => {
    const { merged, contradictions } = merge(
      'node 1 cpus: 2 3\nnode 1 size: 2048 MB\nnode 0 cpus: 0 1\nnode 0 size: 1024 MB\n',
      '{"nodes": [{"id": 0, "reserve": "1 GiB", "hugepages": [{"size": "2 MiB", "total": 8}]}], "numad": true}',
      '{"name": "kvm7", "cores": [{"cpus": "0-1"}], "offlineCpus": "3", "nodes": [{"id": 0, "hugepages": [{"size": "2 MiB", "free": 7}]}]}',
    );
    assert.deepEqual(contradictions, []);
    assert.equal(merged?.name, 'kvm7');
    assert.equal(merged.numad, true);
    assert.deepEqual(
      [...merged.nodes.values()],
      [
        {
          id: 0,
          cpus: [0, 1],
          total: GIB,
          reserve: GIB,
          pools: new Map([[2n << 20n, { size: 2n << 20n, total: 8, free: 7 }]]),
        },
        { id: 1, cpus: [2], total: 2n * GIB },
      ],
    );
    assert.deepEqual(
      [...merged.cpus.values()],
      [
        { id: 0, node: 0, siblings: [0, 1] },
        { id: 1, node: 0, siblings: [0, 1] },
        { id: 2, node: 1 },
        { id: 3, node: 1, online: false },
      ],
    );
  });

  it('takes the more exact of two sizes that agree', () => {
    const exact = '{"nodes": [{"id": 0, "memory": "1049600 KiB"}]}';
    const cut = 'node 0 size: 1025 MB\n';
    const other = 'node 0 size: 1026 MB\n';
    for (const texts of [
      [exact, cut],
      [cut, exact],
    ])
      assert.equal(merge(...texts).merged?.nodes.get(nodeId(0))?.total, 1049600n << 10n);
    assert.deepEqual(differences(cut, other), [
      'the memory of node 0 is 1026 MiB here and 1025 MiB in 0 → 1, which is used',
    ]);
  });

  it('lets a reserve of a node go before one for all, in any order', () => {
    const all = '{"reservePerNode": "2 GiB"}';
    const one =
      '{"nodes": [{"id": 0, "memory": "16 GiB", "reserve": "3 GiB"}, {"id": 1, "memory": "1 GiB"}, {"id": 2, "memory": "0 B"}]}';
    for (const texts of [
      [all, one],
      [one, all],
    ]) {
      const { merged, contradictions } = merge(...texts);
      assert.deepEqual(
        [...(merged?.nodes.values() ?? [])].map(({ reserve }) => reserve),
        [3n * GIB, GIB, 0n],
      );
      assert.deepEqual(contradictions, []);
    }
  });

  it('does not take figures of free memory for contradictions', () => {
    assert.deepEqual(differences('node 0 free: 10 MB\n', 'node 0 free: 99 MB\n'), []);
    assert.equal(
      merge('node 0 free: 10 MB\n', 'node 0 free: 99 MB\n').merged?.nodes.get(nodeId(0))?.free,
      10n << 20n,
    );
  });

  it('reports what cannot both be true, once for each description', () => {
    const first = `{
      "versions": {"libvirt": "9.0.0", "qemu": "7.2"}, "numad": true, "pageSize": "4 KiB", "reservePerNode": "1 GiB",
      "nodes": [
        {"id": 0, "cpus": "0-1", "memory": "8 GiB", "reserve": "2 GiB", "hugepages": [{"size": "2 MiB", "total": 4}], "distances": [10, 21]},
        {"id": 1, "cpus": "2-3", "memory": "8 GiB", "distances": [21, 10]}
      ],
      "cores": [{"cpus": "0-1"}, {"cpus": "2-3"}]
    }`;
    const second = `{
      "versions": {"libvirt": "9.1", "qemu": "7.2.0"}, "numad": false, "pageSize": "64 KiB", "reservePerNode": "3 GiB",
      "nodes": [
        {"id": 0, "cpus": "0,2", "memory": "9 GiB", "reserve": "4 GiB", "hugepages": [{"size": "2 MiB", "total": 5}], "distances": [10, 31, 31]},
        {"id": 1, "cpus": "1,3", "memory": "8 GiB", "distances": [31, 10, 31]},
        {"id": 2, "cpus": "4"}
      ],
      "cores": [{"cpus": "0,2"}, {"cpus": "1,3"}]
    }`;
    const said = (what: string, there: string, here: string): string =>
      `${what} is ${here} here and ${there} in 0 → 1, which is used`;
    assert.deepEqual(differences(first, second), [
      said('the set of nodes', '0-1', '0-2'),
      said('the reserve per node', '1 GiB', '3 GiB'),
      said('the set of CPUs of node 0', '0-1', '0,2'),
      said('the memory of node 0', '8 GiB', '9 GiB'),
      said('the reserve of node 0', '2 GiB', '4 GiB'),
      said('the number of 2 MiB pages on node 0', '4', '5'),
      said('the set of CPUs of node 1', '2-3', '1,3'),
      said('the set of threads on the core of CPU 0', '0-1', '0,2'),
      said('the distance from node 0 to node 1', '21', '31'),
      said('the base page size', '4 KiB', '64 KiB'),
      said('the libvirt version', '9.0.0', '9.1'),
      said('the presence of numad', 'true', 'false'),
    ]);
  });

  it('holds only descriptions of the whole machine against each other', () => {
    const machine = 'node 0 size: 1 MB\nnode 1 size: 1 MB\n';
    const part = '{"nodes": [{"id": 1, "reserve": "1 MiB"}]}';
    assert.deepEqual(differences(part, machine), []);
    assert.deepEqual(differences(machine, part), []);
    assert.deepEqual(differences(machine, 'node 0 size: 1 MB\n'), [
      'the set of nodes is 0 here and 0-1 in 0 → 1, which is used',
    ]);
  });

  it('leaves offline CPUs out of comparisons', () => {
    const before = 'node 0 cpus: 0 1\n';
    const after = '{"nodes": [{"id": 0, "cpus": "0"}], "offlineCpus": "1"}';
    const { merged, contradictions } = merge(before, after);
    assert.deepEqual(contradictions, []);
    assert.deepEqual(merged?.nodes.get(nodeId(0))?.cpus, [0]);
  });
});
