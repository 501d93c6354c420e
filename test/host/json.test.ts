import assert from 'node:assert/strict';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import { facetsOf } from '../../server/src/host/topology.ts';
import { nodeId } from '../../server/src/host/topology.ts';
import { found, GIB, hostOf, hostText, MIB } from './hosts.ts';

describe('a host in JSON', () => {
  it('carries every fact of the format', () => {
    const host = hostOf(`// comments are fine
      {
        "name": "kvm7", "capturedAt": "2025-06-30T12:00:00Z",
        "versions": { "libvirt": "11.3.0-3+deb13u3", "qemu": "10.0", "kernel": "6.12.107+deb13-amd64" },
        "numad": false, "pageSize": "4 KiB", "reservePerNode": "2 GiB",
        "nodes": [
          { "id": 1, "cpus": [2, 3], "memory": "1 GiB", "distances": [10, 21] },
          { "id": 0, "cpus": "0-1,4", "socket": 7, "memory": 16777216, "free": "15360 MiB", "reserve": "4g",
            "hugepages": [{ "size": "1G", "total": 2 }, { "size": 2048, "total": 8, "free": 3 }],
            "distances": { "0": 10, "1": 22 } },
        ],
        "cores": [{ "cpus": "0-1", "core": 5 }, { "cpus": [2, 3], "socket": 8 }],
        "offlineCpus": "4-5",
      }`);
    assert.deepEqual(host, {
      name: 'kvm7',
      capturedAt: '2025-06-30T12:00:00Z',
      versions: { libvirt: [11, 3, 0], qemu: [10, 0], kernel: [6, 12, 107] },
      numad: false,
      pageSize: 4096n,
      reservePerNode: 2n * GIB,
      nodes: new Map<number, unknown>([
        [
          0,
          {
            id: 0,
            cpus: [0, 1],
            total: 16n * GIB,
            free: 15n * GIB,
            reserve: 4n * GIB,
            pools: new Map<bigint, unknown>([
              [GIB, { size: GIB, total: 2 }],
              [2n * MIB, { size: 2n * MIB, total: 8, free: 3 }],
            ]),
          },
        ],
        [1, { id: 1, cpus: [2, 3], total: GIB, reserve: GIB }],
      ]),
      cpus: new Map<number, unknown>([
        [0, { id: 0, node: 0, socket: 7, siblings: [0, 1], core: 5 }],
        [1, { id: 1, node: 0, socket: 7, siblings: [0, 1], core: 5 }],
        [2, { id: 2, node: 1, socket: 8, siblings: [2, 3] }],
        [3, { id: 3, node: 1, socket: 8, siblings: [2, 3] }],
        [4, { id: 4, node: 0, socket: 7, online: false }],
        [5, { id: 5, online: false }],
      ]),
      distances: new Map([
        [
          1,
          new Map([
            [1, 10],
            [0, 21],
          ]),
        ],
        [
          0,
          new Map([
            [0, 10],
            [1, 22],
          ]),
        ],
      ]),
    });
  });

  it('gives the hosts of the rule pages all their facets', () => {
    const facets = (path: string): string => [...facetsOf(hostOf(hostText(path)))].sort().join();
    const all = 'cpus,distances,free,nodes,pools,siblings,total';
    assert.equal(facets('two-nodes.json'), all);
    assert.equal(facets('old-two-nodes.json'), all);
    assert.equal(facets('reserve.json'), 'cpus,distances,free,nodes,reserve,total');
  });

  it('need not list nodes', () => {
    const host = hostOf('{"numad": true, "versions": {"libvirt": "9.0.0"}}');
    assert.deepEqual(
      [host.nodes.size, host.numad, host.versions],
      [0, true, { libvirt: [9, 0, 0] }],
    );
  });

  it('knows empty from unknown', () => {
    const host = hostOf(
      '{"nodes": [{"id": 0, "cpus": "", "memory": 0, "hugepages": []}, {"id": 1}]}',
    );
    assert.deepEqual(
      [...host.nodes.values()],
      [{ id: 0, cpus: [], total: 0n, pools: new Map() }, { id: 1 }],
    );
  });

  const NODE = '{"nodes": [{"id": 0, %}, {"id": 1, "cpus": "9"}]}';
  const wrong: readonly (readonly [value: string, words: string, message: string])[] = [
    [
      '"memory": "15 Gigs"',
      '"15 Gigs"',
      '"15 Gigs" has an unknown unit; the units are B, KiB, MiB, GiB, TiB, PiB and EiB',
    ],
    [
      '"memory": "15360"',
      '"15360"',
      '"15360" has no unit; write "15360 MiB", or the unit that is meant',
    ],
    [
      '"memory": "64 GB"',
      '"64 GB"',
      '"64 GB" is ambiguous: libvirt counts GB in thousands, numactl in 1024s; write GiB',
    ],
    [
      '"memory": "1.5 GiB"',
      '"1.5 GiB"',
      '"1.5 GiB" has a fraction, and sizes are whole numbers; write "1536 MiB"',
    ],
    [
      '"memory": -1',
      '-1',
      `'-1' is not a size; a plain number counts whole KiB, or write "15 GiB"`,
    ],
    [
      '"memory": 1.5',
      '1.5',
      `'1.5' is not a size; a plain number counts whole KiB, or write "15 GiB"`,
    ],
    ['"memory": "8 EiB"', '"8 EiB"', '"8 EiB" is larger than the 8 EiB that fit in 63 bits'],
    ['"memory": 1e300', '1e300', "'1e300' is larger than the 8 EiB that fit in 63 bits"],
    ['"memory": null', 'null', `'null' is not a size; write it such as "15 GiB"`],
    [
      '"memory": "2 GiB", "free": "3 GiB"',
      '"3 GiB"',
      `"3 GiB" is more than the node's memory, 2 GiB`,
    ],
    [
      '"cpus": "0-4294967295"',
      '0-4294967295',
      "'0-4294967295' is beyond the largest CPU number, 16383",
    ],
    ['"cpus": "0,\\u0078"', '"0,\\u0078"', "'x' is no CPU number and no range such as 0-3"],
    [
      '"cpus": [0, 16384]',
      '16384',
      "'16384' is not a CPU number; write a whole number from 0 to 16383",
    ],
    ['"cpus": true', 'true', `'true' is not a set of CPUs; write it such as "0-9,20" or [0, 1]`],
    ['"socket": "a"', '"a"', '"a" is not a socket; write a whole number from 0 to 16383'],
    ['"distances": {"7": 10}', '"7"', "'7' is not the id of a node in this file"],
    ['"distances": {"0": 9}', '9', "'9' is not a distance; write a whole number from 10 to 255"],
    [
      '"distances": [10]',
      '[10]',
      "'[10]' has 1 distance for 2 nodes; write one for each, in the order of 'nodes'",
    ],
    [
      '"hugepages": [{"total": 1}]',
      '{"total": 1}',
      `'{"total": 1}' lacks 'size', the size of one page, such as "2 MiB"`,
    ],
    [
      '"hugepages": [{"size": "3 MiB"}]',
      '"3 MiB"',
      '"3 MiB" is no page size; those are powers of two, such as "2 MiB"',
    ],
    [
      '"hugepages": [{"size": 2048}, {"size": "2M"}]',
      '"2M"',
      '"2M" is listed twice; one entry holds all 2 MiB pages',
    ],
    [
      '"hugepages": [{"size": 2048, "total": 1, "free": 2}]',
      '2',
      "'2' is not a number of pages; write a whole number from 0 to 1",
    ],
    ['"socket": 1, "socket": 2', '"socket"', '"socket" is stated twice; the first counts'],
  ];
  for (const [value, words, message] of wrong)
    it(`refuses ${value}`, () => {
      assert.deepEqual(found(NODE.replace('%', () => value)), [[words, 'host/bad-value', message]]);
    });

  it('refuses other values', () => {
    const text =
      '{"nodes": [], "name": "", "numad": "no", "capturedAt": "yesterday", "versions": {"qemu": 10}, "pageSize": {}}';
    assert.deepEqual(
      found(text).map(([words]) => words),
      ['""', '"no"', '"yesterday"', '10', '{}'],
    );
  });

  it('refuses CPUs in two places', () => {
    const text =
      '{"nodes": [{"id": 0, "cpus": "0-3"}, {"id": 1, "cpus": "8,3-5"}], "cores": [{"cpus": "0,1"}, {"cpus": [2, 1]}]}';
    assert.deepEqual(found(text), [
      ['3-5', 'host/bad-value', 'CPU 3 is a CPU of node 0 already; a CPU belongs to one node'],
      ['1', 'host/bad-value', 'CPU 1 is on an earlier core already; a CPU is on one core'],
    ]);
    assert.equal(readHostFile(text, 'x').topology?.nodes.get(nodeId(1))?.cpus, undefined);
  });

  it('is not used when a node cannot be told by its id', () => {
    for (const [node, words, message] of [
      ['{}', '{}', "'{}' lacks 'id', the number of the node"],
      ['{"id": 0}', '0', "'0' is the id of an earlier node; every node has its own"],
      [
        '{"id": "0"}',
        '"0"',
        '"0" is not the number of a node; write a whole number from 0 to 16383',
      ],
      ['7', '7', "'7' is not an object; a node is one"],
    ] as const) {
      const text = `{"nodes": [{"id": 0}, ${node}]}`;
      const [[at, rule, told] = []] = found(text).toReversed();
      assert.deepEqual([at, rule, told], [words, 'host/bad-value', message]);
      assert.equal(readHostFile(text, 'x').topology, undefined);
    }
  });

  it('asks what an unknown key means', () => {
    assert.deepEqual(found('{"nodes": [{"id": 0, "CPUS": ""}], "resrevePerNode": 1, "x": 1}'), [
      ['"CPUS"', 'host/unknown-key', "unknown key 'CPUS'; did you mean 'cpus'?"],
      [
        '"resrevePerNode"',
        'host/unknown-key',
        "unknown key 'resrevePerNode'; did you mean 'reservePerNode'?",
      ],
      [
        '"x"',
        'host/unknown-key',
        "unknown key 'x'; a host has $schema, name, capturedAt, versions, numad, numa, pageSize, reservePerNode, nodes, partial, cores, offlineCpus, caches, bandwidth, sources",
      ],
    ]);
  });

  it('is not deceived by keys of prototypes', () => {
    const text =
      '{"nodes": [{"id": 0, "__proto__": {"cpus": "0"}, "constructor": 1}], "toString": 1, "__proto__": {"numad": true}}';
    assert.deepEqual(
      found(text).map(([words, rule]) => [words, rule]),
      [
        ['"__proto__"', 'host/unknown-key'],
        ['"constructor"', 'host/unknown-key'],
        ['"toString"', 'host/unknown-key'],
        ['"__proto__"', 'host/unknown-key'],
      ],
    );
    const { topology } = readHostFile(text, 'x');
    assert.deepEqual([...(topology?.nodes.values() ?? [])], [{ id: 0 }]);
    assert.equal(topology?.numad, undefined);
  });

  it('is not used while its JSON is broken', () => {
    const text = '{"nodes": [{"id": 0 "cpus": "0"}], }';
    assert.deepEqual(found(text), [
      ['"cpus"', 'host/broken-json', "',' is expected between two entries"],
    ]);
    assert.equal(readHostFile(text, 'x').topology, undefined);
    assert.deepEqual(found('{"nodes": ['), [
      ['', 'host/broken-json', "']' is expected here"],
      ['', 'host/broken-json', "'}' is expected here"],
    ]);
  });

  it('may not be nested without end', () => {
    const deep = `{"nodes": ${'['.repeat(100_000)}`;
    assert.deepEqual(found(deep, 'libvirt-xml.host.json'), [
      ['{', 'host/broken-json', 'the JSON is nested deeper than 64 levels and is not read'],
    ]);
    assert.deepEqual(
      found(deep).map(([, rule]) => rule),
      ['host/unrecognised'],
    );
  });
});
