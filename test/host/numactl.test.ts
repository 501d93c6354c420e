import assert from 'node:assert/strict';
import { cpuId, nodeId } from '../../server/src/host/topology.ts';
import { found, hostOf, hostText, MIB } from './hosts.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

describe('numactl --hardware', () => {
  it("is the article's host", () => {
    const host = hostOf(hostText('article.txt'), '/hosts/article.txt');
    assert.equal(host.name, 'article');
    assert.deepEqual(
      [...host.nodes.values()].map(({ id, cpus = [], total = 0n, free = 0n }) => [
        id,
        cpus[0],
        cpus.at(-1),
        total / MIB,
        free / MIB,
      ]),
      [
        [0, 0, 9, 15360n, 13312n],
        [1, 10, 19, 16384n, 15360n],
        [2, 20, 29, 16384n, 15360n],
      ],
    );
    assert.deepEqual(
      host.distances?.get(nodeId(0)),
      new Map([
        [0, 10],
        [1, 21],
        [2, 31],
      ]),
    );
    assert.equal(host.cpus.get(cpuId(15))?.node, 1);
  });

  it('has nodes without memory and nodes without CPUs', () => {
    const memoryless = [...hostOf(hostText('memoryless.txt')).nodes.values()];
    assert.deepEqual(memoryless[3], { id: 3, cpus: [6, 7], total: 0n, free: 0n });
    const cpuless = [...hostOf(hostText('cpuless.txt')).nodes.values()];
    assert.deepEqual(cpuless[2]?.cpus, []);
  });

  it('may have holes in its ids, and columns are named by the header', () => {
    const host = hostOf(
      lines(
        'available: 3 nodes (0,2,8)',
        'node 0 cpus: 0-3, 8-9 (6)',
        'node 0 size: 100 MB',
        'node 2 size: 100 MB',
        'node 8 size: 100 MB',
        'node distances:',
        'node   0   2   8 ',
        '  8:  31  22  10 ',
        '  0:  10  21  31 ',
      ),
    );
    assert.deepEqual([...host.nodes.keys()], [0, 2, 8]);
    assert.deepEqual(host.nodes.get(nodeId(0))?.cpus, [0, 1, 2, 3, 8, 9]);
    assert.equal(host.nodes.get(nodeId(2))?.cpus, undefined);
    assert.deepEqual(
      host.distances,
      new Map([
        [
          8,
          new Map([
            [0, 31],
            [2, 22],
            [8, 10],
          ]),
        ],
        [
          0,
          new Map([
            [0, 10],
            [2, 21],
            [8, 31],
          ]),
        ],
      ]),
    );
  });

  it('of old releases lists all ids up to the largest', () => {
    const host = hostOf(
      lines(
        'available: 3 nodes (0-2)',
        'node 0 cpus: 0 1',
        'node 0 size: 100 MB',
        'node 0 free: 50 MB',
        'node 1 cpus:',
        'node 1 size: <not available>',
        'node 1 free: <not available>',
        'node 2 cpus: 2 3',
        'node 2 size: <not available>',
        'node 2 free: <not available>',
        'node distances:',
        'node   0   1   2 ',
        '  0:  10   0  20 ',
        '  1:   0   0   0 ',
        '  2:  20   0  10 ',
      ),
    );
    assert.deepEqual(
      [...host.nodes.values()],
      [
        { id: 0, cpus: [0, 1], total: 100n * MIB, free: 50n * MIB },
        { id: 2, cpus: [2, 3] },
      ],
    );
    assert.deepEqual(
      host.distances,
      new Map([
        [
          0,
          new Map([
            [0, 10],
            [2, 20],
          ]),
        ],
        [
          2,
          new Map([
            [0, 20],
            [2, 10],
          ]),
        ],
      ]),
    );
  });

  it('may know no distances', () => {
    const host = hostOf('node 0 cpus: 0\nNo distance information available.\n');
    assert.equal(host.distances, undefined);
  });

  it('says so where there is no NUMA', () => {
    assert.deepEqual(found('$ numactl -H\nNo NUMA available on this system\n'), [
      [
        'No NUMA available on this system',
        'host/no-numa',
        'numactl found no NUMA support on this machine, or was not allowed to ask for it, so nothing is known of its nodes',
      ],
    ]);
  });

  it('cut off before the first node says so', () => {
    assert.deepEqual(found('available: 3 nodes (0-2)\n'), [
      [
        'available: 3 nodes (0-2)',
        'host/no-numa',
        'no nodes follow here; save the whole output of the command',
      ],
    ]);
  });

  it('ends its matrix with the next other line', () => {
    const host = hostOf(
      lines(
        'node 0 size: 100 MB',
        'node distances:',
        'node   0',
        '  0:  10',
        '$ cat notes',
        '  0:  11',
      ),
    );
    assert.deepEqual(host.distances, new Map([[0, new Map([[0, 10]])]]));
  });

  it('is told what is wrong with its values, at their place', () => {
    const text = lines(
      'node 0 cpus: 0 1 two 4-3 0-4294967295',
      'node 1 cpus: 5 6',
      'node 2 cpus: 6-7',
      'node 2 size: much',
      'node 2 free:',
      'node 99999 size: 1 MB',
      'node distances:',
      'node   0   1',
      '  0:  10',
      '  1:  20  1O',
    );
    assert.deepEqual(
      found(text).map(([words, rule, message]) => [words, rule, message]),
      [
        ['two', 'host/bad-value', "'two' is no CPU number and no range such as 0-3"],
        ['4-3', 'host/bad-value', "the range '4-3' runs backwards; write the smaller number first"],
        [
          '0-4294967295',
          'host/bad-value',
          "'0-4294967295' is beyond the largest CPU number, 16383",
        ],
        ['6-7', 'host/bad-value', 'CPU 6 is a CPU of node 1 already; a CPU belongs to one node'],
        [
          'much',
          'host/bad-value',
          "'much' is not a size; numactl writes a whole number and MB, such as 15360 MB",
        ],
        [
          '',
          'host/bad-value',
          'the size is missing; numactl writes a whole number and MB, such as 15360 MB',
        ],
        ['99999', 'host/bad-value', "node '99999' is beyond the largest node number, 16383"],
        ['0:  10', 'host/bad-value', 'row 0 has 1 distance, and the heading names 2 nodes'],
        ['1O', 'host/bad-value', "'1O' is not a distance from 10 to 255"],
      ],
    );
  });

  it('with a wrapped line of CPUs does not pass for whole', () => {
    const text = 'node 0 cpus: 0 1 2\n3 4 5\nnode 0 size: 10 MB\n';
    assert.deepEqual(found(text), [
      [
        '3 4 5',
        'host/bad-value',
        'this line seems to be the wrapped end of the line above; put all CPUs of a node on one line',
      ],
    ]);
  });
});
