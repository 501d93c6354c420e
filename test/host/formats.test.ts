// One machine, captured on a real kernel in every format: each tells the same, as far as it tells.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostJson } from '../../server/src/host/hostJson.ts';
import { mergeHosts } from '../../server/src/host/mergeHosts.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import { facetsOf, nodeId } from '../../server/src/host/topology.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { found, hostOf, hostText } from './hosts.ts';

const MACHINES = readdirSync(join(import.meta.dirname, '../hosts')).filter((name) =>
  /-deb\d+$/.test(name),
);

interface Told {
  readonly format: string;
  /** Facts that the format carries on every machine; what else it has must agree as well. */
  readonly carries: readonly string[];
  /** The list of nodes may be a part of the machine. */
  readonly partial?: true;
}

const FILES: Readonly<Record<string, Told>> = {
  'virsh-capabilities.xml': {
    format: 'virsh-capabilities',
    carries: ['nodes', 'cpus', 'total', 'pools', 'distances', 'siblings'],
  },
  'numactl-H.txt': {
    format: 'numactl-hardware',
    carries: ['nodes', 'cpus', 'total', 'free', 'distances'],
  },
  'numactl-H-cpu-compress.txt': {
    format: 'numactl-hardware',
    carries: ['nodes', 'cpus', 'total', 'free', 'distances'],
  },
  'sysfs-concat.txt': {
    format: 'sysfs',
    carries: ['nodes', 'cpus', 'total', 'free', 'distances'],
  },
  'lstopo.xml': { format: 'lstopo', carries: ['nodes', 'pools', 'siblings'] },
  'lscpu.txt': { format: 'lscpu', carries: ['nodes', 'cpus'] },
  'lscpu-J.json': { format: 'lscpu', carries: ['nodes', 'cpus'] },
  'lscpu-e.txt': { format: 'lscpu-table', carries: ['siblings'], partial: true },
  'lscpu-e-J.json': { format: 'lscpu-table', carries: ['siblings'], partial: true },
  'lscpu-a-e-J.json': { format: 'lscpu-table', carries: ['siblings'], partial: true },
  'lscpu-p.txt': { format: 'lscpu-table', carries: ['siblings'], partial: true },
  'lscpu-p-cols.txt': { format: 'lscpu-table', carries: ['siblings'], partial: true },
  'numastat-m.txt': { format: 'numastat', carries: ['nodes', 'total', 'free'] },
  'virsh-noquiet-freecell-all.txt': { format: 'virsh-freecell', carries: ['nodes', 'free'] },
  'virsh-freecell-all.txt': { format: 'virsh-freecell', carries: [], partial: true },
  'virsh-freepages-all.txt': { format: 'virsh-freepages', carries: [], partial: true },
};

/** Without what depends on the moment and on the file's name. */
function lasting(host: HostTopology): unknown {
  const nodes = [...host.nodes].map(([id, node]) => [id, { ...node, free: undefined }] as const);
  return { ...host, name: '', nodes: new Map(nodes) };
}

describe('every format', () => {
  for (const machine of MACHINES) {
    const reference = hostOf(hostText(`${machine}/virsh-capabilities.xml`), 'host');
    for (const [file, { format, carries, partial }] of Object.entries(FILES))
      it(`tells the same: ${machine}, ${file}`, () => {
        const text = hostText(`${machine}/${file}`);
        const { formats, topology, problems } = readHostFile(text, 'host');
        assert.deepEqual([formats, problems], [[format], []]);
        assert.ok(topology);
        assert.equal(topology.partial, partial);
        const facets: ReadonlySet<string> = facetsOf(topology);
        assert.deepEqual(
          carries.filter((facet) => !facets.has(facet)),
          [],
        );
        for (const [id, node] of topology.nodes) {
          const other = reference.nodes.get(id);
          assert.ok(other, `node ${String(id)}`);
          if (node.cpus !== undefined) assert.deepEqual(node.cpus, other.cpus);
          for (const pool of node.pools?.values() ?? [])
            if (pool.total !== undefined)
              assert.equal(pool.total, other.pools?.get(pool.size)?.total);
        }
        for (const [id, { node, siblings }] of topology.cpus) {
          if (node !== undefined) assert.equal(node, reference.cpus.get(id)?.node);
          if (siblings !== undefined) assert.deepEqual(siblings, reference.cpus.get(id)?.siblings);
        }
        for (const [from, row] of topology.distances ?? [])
          for (const [to, value] of row)
            assert.equal(value, reference.distances?.get(from)?.get(to));
        for (const order of [
          [topology, reference],
          [reference, topology],
        ]) {
          const given = order.map((one) => ({ name: 'host', topology: one }));
          const { merged, contradictions } = mergeHosts(given);
          assert.deepEqual(contradictions, []);
          assert.ok(merged);
          assert.equal(merged.partial, undefined);
          assert.deepEqual([...merged.nodes.keys()], [...reference.nodes.keys()]);
          for (const [id, { total, cpus }] of reference.nodes)
            assert.deepEqual(
              [merged.nodes.get(id)?.total, merged.nodes.get(id)?.cpus],
              [total, cpus],
            );
        }
      });

    it(`in one log is one machine: ${machine}`, () => {
      const log = Object.keys(FILES)
        .filter((file) => file !== 'numactl-H-cpu-compress.txt')
        .map((file) => `root@host:~# show ${file}\n${hostText(`${machine}/${file}`)}`)
        .join('');
      const { topology, problems, descriptions } = readHostFile(log, 'host');
      assert.deepEqual(problems, []);
      assert.equal(descriptions.length, 15);
      assert.deepEqual([...(topology?.nodes.keys() ?? [])], [...reference.nodes.keys()]);
    });

    it(`survives being written as JSON and read again: ${machine}`, () => {
      const log = ['numactl-H.txt', 'virsh-capabilities.xml'].map((file) =>
        hostText(`${machine}/${file}`),
      );
      const host = hostOf(log.join('\n'), 'host');
      assert.deepEqual(hostOf(hostJson(host), 'host'), host);
    });
  }
});

describe('lstopo', () => {
  it('does not tell which of two nodes has the CPUs, nor the size of a node without object', () => {
    const cpuless = hostOf(hostText('e-cpuless-memory-deb13/lstopo.xml'));
    assert.deepEqual(
      [...cpuless.nodes.values()].map(({ cpus }) => cpus),
      [[0, 1], undefined, undefined],
    );
    assert.equal(facetsOf(cpuless).has('cpus'), false);
    const memoryless = hostOf(hostText('d-four-memoryless-deb13/lstopo.xml'));
    const node = memoryless.nodes.get(nodeId(3));
    assert.deepEqual([node?.total, node?.cpus], [undefined, [6, 7]]);
  });

  it('of hwloc 1 has nodes above their cores, and distances relative to a base', () => {
    const node = (id: number): string =>
      `<object type="NUMANode" os_index="${id}" cpuset="0x${2 ** id}" complete_nodeset="0x${2 ** id}" local_memory="1073741824">
      <page_type size="4096" count="262144"/>
      <object type="Core" os_index="0"><object type="PU" os_index="${id}" complete_nodeset="0x${2 ** id}"/></object>
    </object>`;
    const host = hostOf(`<?xml version="1.0"?>\n<topology>
  <object type="Machine" cpuset="0x3" complete_cpuset="0x3" complete_nodeset="0x3">
    <distances nbobjs="2" relative_depth="1" latency_base="10.000000">
      <latency value="1.000000"/><latency value="2.100000"/><latency value="2.100000"/><latency value="1.000000"/>
    </distances>
    ${node(0)}${node(1)}
  </object>
</topology>\n`);
    assert.deepEqual(
      [...host.nodes.values()].map(({ id, cpus, total }) => [id, cpus, total]),
      [
        [0, [0], 1n << 30n],
        [1, [1], 1n << 30n],
      ],
    );
    assert.equal(host.distances?.get(nodeId(0))?.get(nodeId(1)), 21);
  });

  it('that hides CPUs, or some that are offline, tells the CPUs of no node', () => {
    const text = hostText('b-two-nodes-deb13/lstopo.xml').replace(
      'complete_cpuset="0x0000000f"',
      'complete_cpuset="0x0000001f"',
    );
    assert.deepEqual(
      [...hostOf(text).nodes.values()].map(({ cpus }) => cpus),
      [undefined, undefined],
    );
  });
});

describe('lscpu', () => {
  it('in JSON may be nested, and an offline CPU makes strings of all figures', () => {
    const nested = hostOf(
      '{"lscpu": [{"field": "NUMA:", "data": null, "children": [{"field": "NUMA node(s):", "data": "2"}, {"field": "NUMA node0 CPU(s):", "data": "0,1"}, {"field": "NUMA node1 CPU(s):", "data": null}]}]}',
    );
    assert.deepEqual(
      [...nested.nodes.values()].map(({ cpus }) => cpus),
      [[0, 1], []],
    );
    const table = hostOf(
      '{"cpus": [{"cpu": "0", "node": "0", "socket": "0", "core": "0", "online": "yes"}, {"cpu": "1", "node": "-", "socket": "-", "core": "-", "online": "no"}]}',
    );
    assert.deepEqual(
      [...table.cpus.values()].map(({ id, online }) => [id, online]),
      [
        [0, undefined],
        [1, false],
      ],
    );
  });

  it('with fewer nodes than it counts may be a part', () => {
    const text = 'NUMA node(s):       2\nNUMA node0 CPU(s):  0-3\n';
    assert.equal(hostOf(text).partial, true);
    assert.equal(facetsOf(hostOf(text)).has('nodes'), false);
  });
});

describe('a terminal log', () => {
  it('tells releases', () => {
    const host = hostOf(`$ virsh version --daemon
Compiled against library: libvirt 11.3.0
Using library: libvirt 11.3.0
Using API: QEMU 11.3.0
Running hypervisor: QEMU 10.0.13
Running against daemon: 11.2.0

$ uname -r
6.12.107+deb13-amd64
`);
    assert.deepEqual(host.versions, {
      libvirt: [11, 2, 0],
      qemu: [10, 0, 13],
      kernel: [6, 12, 107],
    });
    assert.equal(host.nodes.size, 0);
    assert.deepEqual(
      hostOf('$ qemu-system-x86_64 --version\nQEMU emulator version 7.2.18 (Debian 1:7.2)\n')
        .versions,
      { qemu: [7, 2, 18] },
    );
  });

  it('tells by the command which cell nodememstats speaks of', () => {
    const stats = hostText('b-two-nodes-deb13/virsh-nodememstats-cell0.txt');
    const host = hostOf(`# virsh nodememstats --cell 1\n${stats}# virsh nodememstats 0\n${stats}`);
    assert.deepEqual([...host.nodes.keys()], [0, 1]);
    assert.ok(host.nodes.get(nodeId(1))?.total);
    assert.deepEqual(
      found(stats).map(([, rule]) => rule),
      ['host/wrong-command'],
    );
  });

  it('is understood in another language where figures tell what a line is', () => {
    const text = hostText('f-hugepages-smt-deb13/virsh-freepages-all.txt');
    const german = `Port 80:\n${text.replaceAll('Node', 'Knoten')}Port 99:\n`;
    const [known, translated] = [text, german].map((one) => readHostFile(one, 'host').topology);
    assert.deepEqual([...(translated?.nodes.keys() ?? [])], [0, 1]);
    assert.deepEqual(translated?.nodes.get(nodeId(1))?.pools, known?.nodes.get(nodeId(1))?.pools);
  });

  it('may name a node that the whole list lacks', () => {
    const text = `${hostText('b-two-nodes-deb13/virsh-capabilities.xml')}\n# virsh freecell 5\n5: 1024 KiB\n`;
    assert.deepEqual(
      found(text).map(([, rule, message]) => [rule, message]),
      [
        [
          'host/contradiction',
          'node 5 is listed here and missing in the earlier description, which is used',
        ],
      ],
    );
  });
});

describe('files of /sys', () => {
  it('may come from grep, with pools and offline CPUs', () => {
    const base = '/sys/devices/system/node/node';
    const host = hostOf(
      [
        `${base}0/cpulist:0-3`,
        `${base}0/distance:10`,
        `${base}0/meminfo:Node 0 MemTotal:        1048576 kB`,
        `${base}0/hugepages/hugepages-2048kB/nr_hugepages:8`,
        `${base}0/hugepages/hugepages-2048kB/free_hugepages:3`,
        '/sys/devices/system/cpu/offline:3',
      ].join('\n'),
    );
    const node = host.nodes.get(nodeId(0));
    assert.deepEqual([node?.cpus, node?.total], [[0, 1, 2], 1n << 30n]);
    assert.deepEqual([...(node?.pools?.values() ?? [])], [{ size: 1n << 21n, total: 8, free: 3 }]);
    assert.equal(host.partial, undefined);
  });
});

describe('merging', () => {
  it('does not change what lasts when the order of snapshots does', () => {
    const numastat = hostOf(hostText('f-hugepages-smt-deb13/numastat-m.txt'), 'host');
    const sysfs = hostOf(hostText('f-hugepages-smt-deb13/sysfs-concat.txt'), 'host');
    const merge = (...hosts: HostTopology[]): HostTopology | undefined =>
      mergeHosts(hosts.map((topology) => ({ name: 'host', topology }))).merged;
    const [one, two] = [merge(numastat, sysfs), merge(sysfs, numastat)];
    assert.ok(one && two);
    assert.deepEqual(lasting(one), lasting(two));
  });
});
