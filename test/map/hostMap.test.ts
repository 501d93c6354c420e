import assert from 'node:assert/strict';
import { hostOf, hostText } from '../host/hosts.ts';
import { worldOf } from '../harness/world.ts';
import { GIB, madeMap, said, shown, URI } from './mapOf.ts';

const host = (name: string) => {
  const { host } = worldOf(name);
  assert.ok(host);
  return host;
};
const capture = (path: string) => hostOf(hostText(path), path);

const guest = (name: string, gib: number, inside: string, cpus = '') => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu${cpus === '' ? '' : ` cpuset='${cpus}'`}>4</vcpu>
  ${inside}
</domain>
`;
const bound = (mode: string, nodes: string) =>
  `<numatune><memory mode='${mode}' nodeset='${nodes}'/></numatune>`;

describe('hostMapOf', () => {
  it('has the article’s figures: what its guest takes of 13, 15 and 15 GiB in each way', () => {
    const whatIfs = [{ mode: 'strict', nodeset: '0-2' }];
    const text = guest('vm1', 35, bound('strict', '0'), '0-9');
    const { map, asked } = madeMap(text, host('article'), { whatIfs });
    assert.deepEqual(shown(map), [
      ['strict', 'node 0', 'error', '0: 13, -0: 22'],
      ['preferred', 'node 0', 'info', '0: 13, 1: 15~, 2: 7~'],
      ['strict', 'nodes 0-2', 'ok', '0: 13, 1: 15, 2: 7'],
      ['interleave', 'nodes 0-2', 'ok', '0: 11.7, 1: 11.7, 2: 11.7'],
    ]);
    assert.equal(asked[0] && 'key' in asked[0] && asked[0].key, map.plans[2]?.key);
    assert.deepEqual(
      map.nodes.map(({ reserve, reserveFrom, total }) => [
        (total ?? 0) / GIB,
        reserve / GIB,
        reserveFrom,
      ]),
      [
        [15, 2, 'measured'],
        [16, 1, 'measured'],
        [16, 1, 'measured'],
      ],
    );
    assert.deepEqual(map.distances, [
      [10, 21, 31],
      [21, 10, 21],
      [31, 21, 10],
    ]);
    assert.deepEqual([map.host.basis, map.host.lacks], ['free', ['SMT siblings']]);
    assert.equal(map.nodes[2]?.cores?.length, 10);
  });

  it('gives what is found of the guest as the verdict, else what comes of it', () => {
    const verdict = (text: string) => {
      const { kind, title, source, more } = madeMap(text, host('article')).map.plans[0]!.verdict;
      return [kind, title, source?.label, more];
    };
    assert.deepEqual(verdict(guest('vm1', 35, bound('strict', '0'), '0-9')), [
      'error',
      'The guest needs 35 GiB; node 0 has 15 GiB: when that is full, the host swaps and then kills processes.',
      'vm1.xml:5',
      0,
    ]);
    assert.deepEqual(verdict(guest('vm1', 12, bound('strict', '0'), '0-9')), [
      'ok',
      'vm1 fits node 0.',
      'vm1.xml:5',
      0,
    ]);
    // It fits the node, and not what was free: nothing is found of it, and what comes of it is no certainty.
    assert.equal(verdict(guest('vm1', 14, bound('strict', '0'), '0-9'))[0], 'warning');
    assert.match(
      String(verdict(guest('vm1', 2, bound('strict', '7'), '0-9'))[1]),
      /^Node 7 does not exist/,
    );
  });

  it('says of a preview that nothing is written, from what it is computed, and what the edit changes', () => {
    const { map } = madeMap(guest('vm1', 35, bound('strict', '0'), '0-9'), host('article'));
    const { verdict, edit, outcome, isWritten } = map.plans[1]!;
    assert.deepEqual(verdict, {
      kind: 'info',
      title: 'Preview: preferred on node 0 spills 22 GiB to nodes 1-2.',
      text: '13 GiB come from node 0, 15 GiB from node 1, 7 GiB from node 2: computed by a model from what was free when the host was captured, a snapshot. 22 GiB of it are remote, up to 3.1 times as far. Nothing is written until you apply the edit.',
      more: 0,
    });
    assert.deepEqual([edit, isWritten], ['changes line 5', false]);
    assert.equal(
      outcome,
      'Spills 22 GiB to nodes 1-2; 22 GiB of it are remote, up to 3.1 times as far.',
    );
    assert.equal(
      map.plans[3]?.outcome,
      'Fits nodes 0-2, 11.7 GiB on each; 23.3 GiB of it are remote, up to 3.1 times as far.',
    );
    const anywhere = madeMap(guest('vm1', 35, bound('interleave', '0-2')), host('article')).map;
    assert.equal(anywhere.plans[0]?.outcome, 'Fits nodes 0-2, 11.7 GiB on each.');
  });

  it('offers no edit of what libvirt or QEMU refuses, and says why', () => {
    const old = { ...host('article'), versions: { libvirt: [8, 0] } };
    const whatIfs = [{ mode: 'preferred', nodeset: '0-1' }];
    const { map, asked, edits } = madeMap(guest('vm1', 9, ''), old, { whatIfs });
    const key = asked[0] && 'key' in asked[0] ? asked[0].key : '';
    const plan = map.plans.find((one) => one.key === key);
    assert.equal(plan?.edit, undefined);
    assert.equal(edits.has(key), false);
    assert.match(
      plan?.verdict.text ?? '',
      /there is no edit to apply: libvirt 8\.0 refuses several preferred nodes\.$/,
    );
  });

  it('has no plan of what binds nothing in a session', () => {
    const path = '/srv/me/.config/libvirt/qemu/nvram/vm1_VARS.fd';
    const ofSession = guest('vm1', 9, `<os><nvram>${path}</nvram></os>`);
    const whatIfs = ['restrictive', 'strict'].map((mode) => ({ mode, nodeset: '0' }));
    const { map, asked } = madeMap(ofSession, host('article'), { whatIfs });
    assert.deepEqual(asked[0], {
      problem: "in a user's session 'restrictive' binds nothing: there are no control groups",
    });
    assert.ok(asked[1] && 'key' in asked[1]);
    assert.ok(map.plans.every(({ mode }) => mode !== 'restrictive'));
  });

  it('has nodes without memory and without CPUs, cores of siblings, pools, sockets', () => {
    const bare = madeMap(guest('vm1', 1, ''), host('memoryless')).map;
    assert.ok(bare.nodes.some(({ total }) => total === 0));
    const only = madeMap(guest('vm1', 1, ''), host('cpuless')).map;
    assert.ok(only.nodes.some(({ cores }) => cores?.length === 0));
    const { nodes } = madeMap(guest('vm1', 1, ''), host('two-nodes')).map;
    assert.deepEqual(nodes[1]?.cores?.slice(0, 2), [{ threads: [8, 9] }, { threads: [10, 11] }]);
    assert.deepEqual(
      nodes.map(({ socket }) => socket),
      [0, 1],
    );
    assert.deepEqual(nodes[0]?.pools, [{ pageSize: 2 ** 21, bytes: 2 * GIB }]);
    const smt = capture('f-hugepages-smt-deb13/virsh-capabilities.xml');
    const { map } = madeMap(guest('vm1', 0, ''), smt);
    assert.ok(map.nodes.some(({ cores }) => cores?.some(({ threads }) => threads.length === 2)));
    assert.ok(map.nodes.every(({ pools }) => pools.length > 0));
    assert.deepEqual(map.host.lacks, []);
  });

  it('says of a reserve that is stated so', () => {
    const { nodes } = madeMap(guest('vm1', 1, ''), host('reserve')).map;
    assert.deepEqual(
      nodes.map(({ reserve, reserveFrom }) => [reserve / GIB, reserveFrom]),
      [
        [2, 'stated'],
        [2, 'stated'],
      ],
    );
  });

  it('draws memory that may come from anywhere as a guess, and names no mode where none is written', () => {
    const { map } = madeMap(guest('vm1', 8, ''), host('article'));
    const [written] = map.plans;
    assert.deepEqual([written?.mode, written?.nodes], ['no numatune', '']);
    assert.ok(written!.landing.length > 0);
    assert.ok(written!.landing.every(({ anywhere }) => anywhere));
    const strict = map.plans.find(({ mode }) => mode === 'strict');
    assert.deepEqual([strict?.nodes, strict?.edit], ['node 1', 'adds 3 lines below line 4']);
  });

  it('connects cells with their vCPUs and the nodes of their CPUs, and would bring their memory there', () => {
    const text = `<domain type='kvm'>
  <name>db1</name>
  <vcpu>4</vcpu>
  <iothreads>1</iothreads>
  <cputune>
    <vcpupin vcpu='0' cpuset='0'/>
    <vcpupin vcpu='1' cpuset='1'/>
    <vcpupin vcpu='2' cpuset='10'/>
    <vcpupin vcpu='3' cpuset='11-12'/>
    <emulatorpin cpuset='2-3'/>
    <iothreadpin iothread='1' cpuset='4'/>
  </cputune>
  <numatune>
    <memory mode='strict' nodeset='0,2'/>
    <memnode cellid='0' mode='strict' nodeset='0'/>
    <memnode cellid='1' mode='strict' nodeset='2'/>
  </numatune>
  <cpu><numa>
    <cell id='0' cpus='0-1' memory='4' unit='GiB'/>
    <cell id='1' cpus='2-3' memory='4' unit='GiB'/>
  </numa></cpu>
</domain>
`;
    const { map } = madeMap(text, host('article'));
    assert.deepEqual(
      map.focus.cells.map(({ id, vcpus, cpuNodes, bytes, source }) => [
        ...[id, vcpus.join(), cpuNodes.join(), (bytes ?? 0) / GIB, source?.label],
      ]),
      [
        [0, '0,1', '0', 4, 'vm1.xml:19'],
        [1, '2,3', '1', 4, 'vm1.xml:20'],
      ],
    );
    assert.deepEqual(
      map.pins.map(({ role, ids, cpus, floats }) => [role, ids.join(), cpus.join(), floats]),
      [
        ['vcpu', '0', '0', false],
        ['vcpu', '1', '1', false],
        ['vcpu', '2', '10', false],
        ['vcpu', '3', '11,12', true],
        ['emulator', '', '2,3', true],
        ['iothread', '1', '4', false],
      ],
    );
    const [written, ...others] = map.plans;
    assert.deepEqual(
      [written?.nodes, said(written!), written?.verdict.kind],
      ['cell 0 on node 0, cell 1 on node 2', 'c0@0: 4, c1@2: 4', 'warning'],
    );
    const near = others.find(({ nodes }) => nodes === 'cell 0 on node 0, cell 1 on node 1');
    assert.deepEqual([near?.mode, said(near!)], ['strict', 'c0@0: 4, c1@1: 4']);
    assert.equal(near?.edit, 'changes lines 14,16');
  });

  it('shows the guests beside it, in what they take and pin, and what finds no room then', () => {
    const pinned = (name: string, gib: number, cpu: number) =>
      guest(
        name,
        gib,
        `<cputune><vcpupin vcpu='0' cpuset='${cpu}'/></cputune>${bound('strict', '0')}`,
      );
    const others = {
      'file:///vms/b.xml': pinned('b', 6, 3),
      'file:///vms/c.xml': pinned('c', 2, 4),
      'file:///vms/large.xml': guest('large', 14, bound('strict', '1')),
      'file:///vms/z-copy.xml': pinned('a', 6, 3),
    };
    const { map } = madeMap(pinned('a', 8, 3), host('article'), { others });
    assert.equal(map.host.basis, 'total');
    assert.equal(said(map.plans[0]!), '0: 7, -0: 1');
    assert.deepEqual(
      map.others.map(({ letter, name, finding, landing }) => [
        letter,
        name,
        finding,
        said({ landing, lack: [] }),
      ]),
      [
        ['B', 'b', 'warning', '0: 6'],
        ['C', 'c', 'warning', '0: 2'],
        ['D', 'large', undefined, '1: 14'],
      ],
    );
    assert.deepEqual(
      map.pins.map(({ guest, cpus }) => [guest, cpus.join()]),
      [
        [null, '3'],
        ['B', '3'],
        ['C', '4'],
      ],
    );
    assert.equal(map.others[0]?.source?.label, 'b.xml:2');
    assert.match(map.plans[0]!.verdict.title, /^This guest, b and c are bound to node 0 /);
  });

  it('lists forty other guests, those first of which something is found, and sums up the rest', () => {
    const others = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `file:///vms/g${i}.xml`,
        guest(
          `g${i}`,
          i === 0 ? 1 : 1 + (i % 7),
          i === 0 ? bound('strict', '0') : bound('preferred', '1'),
        ),
      ]),
    );
    const { map } = madeMap(guest('a', 15, bound('strict', '0')), host('article'), { others });
    assert.equal(map.others.length, 40);
    assert.deepEqual([map.others[0]?.name, map.others[0]?.finding], ['g0', 'warning']);
    assert.deepEqual(
      [map.others[24]?.letter, map.others[25]?.letter, map.others[39]?.letter],
      ['Z', 'AA', 'AO'],
    );
    assert.equal(new Set(map.others.map(({ letter }) => letter)).size, 40);
    assert.equal(map.more?.count, 20);
    const chunks = [...map.others, map.more].flatMap(({ landing }) => landing);
    const sum = chunks.reduce((all, { bytes }) => all + bytes, 0);
    const wanted = Array.from({ length: 60 }, (_, i) => (i === 0 ? 1 : 1 + (i % 7)));
    assert.equal(
      sum / GIB,
      wanted.reduce((a, b) => a + b),
    );
    assert.deepEqual(
      madeMap(guest('a', 15, ''), host('article'), { others, isAlone: true }).map.hidden,
      60,
    );
  });

  it('leads from memory, nodes and cells to where they are written', () => {
    const { map } = madeMap(guest('vm1', 35, bound('strict', '0')), host('article'));
    const { source } = map.plans[0]!.landing[0]!;
    assert.deepEqual(source, {
      uri: URI,
      start: { line: 4, character: 12 },
      end: { line: 4, character: 47 },
      label: 'vm1.xml:5',
    });
    assert.equal(map.focus.cells[0]?.source?.label, 'vm1.xml:3');
    assert.equal(map.focus.source?.label, 'vm1.xml:2');
  });
});
