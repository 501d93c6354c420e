// The same machine told by different commands, captured on real kernels, must be one and the same host.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeContradiction } from '../../server/src/host/contradiction.ts';
import { mergeHosts } from '../../server/src/host/mergeHosts.ts';
import { facetsOf } from '../../server/src/host/topology.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { hostOf, hostText, MIB } from './hosts.ts';

const CAPTURES = readdirSync(join(import.meta.dirname, '../hosts')).filter((name) =>
  /-deb\d+$/.test(name),
);

/** What both numactl and the capabilities tell, sizes cut to MiB as numactl does. */
function common(host: HostTopology): unknown {
  return {
    nodes: [...host.nodes.values()].map(({ id, cpus, total }) => ({
      id,
      cpus,
      mebibytes: total === undefined ? undefined : total / MIB,
    })),
    cpus: [...host.cpus.values()].map(({ id, node }) => ({ id, node })),
    distances: host.distances,
  };
}

/** All but the figures that change by the minute. */
function lasting(host: HostTopology): unknown {
  const nodes = [...host.nodes.values()].map((node) => ({ ...node, free: undefined }));
  return { ...host, nodes };
}

describe('captured machines', () => {
  it('are all here', () => {
    assert.equal(CAPTURES.length, 8);
  });

  for (const capture of CAPTURES) {
    const numactl = hostOf(hostText(`${capture}/numactl-H.txt`), 'host');
    const compressed = hostOf(hostText(`${capture}/numactl-H-cpu-compress.txt`), 'host');
    const capabilities = hostOf(hostText(`${capture}/virsh-capabilities.xml`), 'host');

    describe(capture, () => {
      it('is the same in every format', () => {
        assert.deepEqual(lasting(compressed), lasting(numactl));
        assert.deepEqual(common(capabilities), common(numactl));
      });

      it('carries the facets of its formats', () => {
        const facets = (host: HostTopology): string[] => [...facetsOf(host)].sort();
        assert.deepEqual(facets(numactl), ['cpus', 'distances', 'free', 'nodes', 'total']);
        assert.deepEqual(facets(capabilities), [
          'cpus',
          'distances',
          'nodes',
          'pools',
          'siblings',
          'total',
        ]);
      });

      it('merges without contradiction, with the exact sizes, in either order', () => {
        const files = [
          { name: 'a.txt', topology: numactl },
          { name: 'b.xml', topology: capabilities },
        ];
        for (const order of [files, files.toReversed()]) {
          const { merged, contradictions } = mergeHosts(order);
          assert.deepEqual(
            contradictions.map((one) => describeContradiction(one, 'the other')),
            [],
          );
          assert.ok(merged);
          for (const [id, node] of merged.nodes) {
            assert.equal(node.total, capabilities.nodes.get(id)?.total);
            assert.equal(node.free, numactl.nodes.get(id)?.free);
            assert.deepEqual(node.pools, capabilities.nodes.get(id)?.pools);
          }
          assert.deepEqual(merged.cpus, capabilities.cpus);
          assert.deepEqual(merged.distances, numactl.distances);
        }
      });
    });
  }

  it('tell what is special about them', () => {
    const memoryless = hostOf(hostText('d-four-memoryless-deb13/virsh-capabilities.xml'));
    assert.deepEqual(
      [...memoryless.nodes.values()].map(({ total }) => total),
      [1055186944n, 753262592n, 791011328n, 0n],
    );
    const cpuless = hostOf(hostText('e-cpuless-memory-deb13/virsh-capabilities.xml'));
    assert.deepEqual(
      [...cpuless.nodes.values()].map(({ cpus }) => cpus),
      [[0, 1], [2, 3], []],
    );
    const pools = hostOf(hostText('f-hugepages-smt-deb13/virsh-capabilities.xml'));
    assert.deepEqual(
      [...pools.nodes.values()].map((node) =>
        [...(node.pools?.values() ?? [])].map(({ size, total }) => [size, total]),
      ),
      [
        [
          [2097152n, 64],
          [1073741824n, 0],
        ],
        [
          [2097152n, 192],
          [1073741824n, 0],
        ],
      ],
    );
    assert.deepEqual(
      [...pools.cpus.values()].map(({ siblings }) => siblings?.join()),
      ['0,1', '0,1', '2,3', '2,3', '4,5', '4,5', '6,7', '6,7'],
    );
    assert.equal(pools.pageSize, 4096n);
  });
});
