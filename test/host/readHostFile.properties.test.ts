import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeHosts } from '../../server/src/host/mergeHosts.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import { facetsOf } from '../../server/src/host/topology.ts';
import { hostText } from './hosts.ts';

const FIXTURES = [
  hostText('article.txt'),
  hostText('cpuless.txt'),
  hostText('f-hugepages-smt-deb13/numactl-H-cpu-compress.txt'),
  hostText('f-hugepages-smt-deb13/virsh-capabilities.xml').replace(/<guest>[^]*<\/guest>/, ''),
  hostText('two-nodes.json'),
  hostText('reserve.json'),
  ...[
    'lstopo.xml',
    'lscpu.txt',
    'lscpu-J.json',
    'lscpu-e.txt',
    'lscpu-p.txt',
    'lscpu-a-e-J.json',
    'numastat-m.txt',
    'sysfs-concat.txt',
    'virsh-noquiet-freecell-all.txt',
    'virsh-freepages-all.txt',
  ].map((file) => hostText(`e-cpuless-memory-deb13/${file}`)),
];

/** Holds for any text whatever. */
function check(text: string): void {
  const reading = readHostFile(text, 'host.json');
  for (const { range, related = [], message, rule } of reading.problems) {
    assert.match(rule, /^host\/[a-z-]+$/);
    assert.match(message, /^[^\r\n]{10,300}$/);
    for (const { start, end } of [range, ...related.map((one) => one.range)])
      assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end}: ${message}`);
  }
  const { topology } = reading;
  if (topology === undefined) {
    assert.ok(reading.problems.length > 0, 'neither a host nor a word why');
    return;
  }
  const ids = [...topology.nodes.keys()];
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
  );
  facetsOf(topology);
  const twice = mergeHosts([
    { name: 'a', topology },
    { name: 'b', topology },
  ]);
  assert.deepEqual(twice.contradictions, []);
}

const PIECES = [
  'available: 2 nodes (0-1)',
  'node 0 cpus: ',
  'node 1 size: ',
  'node 1 free: <not available>',
  'node distances:',
  'node 0 1',
  '0: 10 21',
  'No NUMA available on this system',
  '15360 MB',
  '0-3 8 (5)',
  '0-4294967295',
  '<capabilities>',
  '</capabilities>',
  '<host><topology><cells>',
  "<cell id='0'>",
  '</cell>',
  '<topology>',
  '</topology>',
  "<object type='PU' os_index='0' complete_nodeset='0x1'>",
  "<object type='NUMANode' os_index='1' local_memory='99'>",
  '</object>',
  'NUMA node0 CPU(s): ',
  'NUMA node(s): 2',
  '# CPU,Node,Core',
  '0,0,0',
  'CPU NODE CORE',
  '"lscpu": [',
  '"cpus": [',
  '"field": "NUMA node0 CPU(s):", "data": null',
  'Per-node system memory usage',
  ' Node 0 Node 1 Total',
  'MemTotal 1.00 2.00',
  '0: 1024 KiB',
  '--------------------',
  'Total: 1 KiB',
  'Node 0:',
  '4KiB: 1',
  '2048KiB: 1',
  'node0/cpulist',
  'node1/distance:10 21',
  'cpu/offline:',
  'virsh nodememstats 1',
  'total : 1 KiB',
  'uname -r',
  '6.12.1-amd64',
  '{',
  '}',
  '[',
  ']',
  '"nodes":',
  '"id": 0',
  '"cpus": "0-3"',
  '"memory": "15 GiB"',
  '"distances":',
  '"cores":',
  ',',
  '"',
  "'",
  '\\',
  '//',
  '/*',
  '*/',
  '\n',
  '\r',
  ' ',
  '\uFEFF',
  '\u2028',
  'x',
];

describe('reading any host file', () => {
  it('never throws, and stays within the text: any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check));
  });

  it('never throws, and stays within the text: pieces of host files', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, (parts) => {
        check(parts.join(''));
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, and stays within the text: any prefix of a fixture', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIXTURES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, part) => {
          check(text.slice(0, Math.floor(text.length * part)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, and stays within the text: damage of a few characters', () => {
    const damage = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(3),
      added: fc.oneof(fc.constantFrom(...PIECES, ''), fc.string({ maxLength: 2 })),
    });
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), damage, (text, { at, removed, added }) => {
        const place = Math.floor(text.length * at);
        check(text.slice(0, place) + added + text.slice(place + removed));
      }),
      { numRuns: 500 },
    );
  });

  const LENGTH = 150_000;
  const fill = (unit: string, before = '', after = ''): string =>
    before + unit.repeat(Math.ceil(LENGTH / unit.length)) + after;
  const each = (one: (index: number) => string): string =>
    Array.from({ length: 16_384 }, (_, index) => one(index)).join('');
  const inCells = (cells: string): string =>
    `<capabilities><host><topology><cells>${cells}</cells></topology></host></capabilities>`;
  const hostile: readonly (readonly [string, string])[] = [
    ['objects', fill('\n{}')],
    ['open brackets', fill('\n{[', '{"nodes":')],
    ['capabilities never closed', fill('<capabilities>\n')],
    ['blanks', fill(' ', 'x')],
    ['bad members', fill('x ', 'node 0 cpus: ')],
    ['digits', fill('1', 'node 0 cpus: 1\n', 'x')],
    ['a heading of many nodes', fill(' 1', 'node 0 cpus: 1\nnode distances:\nnode', ' x')],
    ['overlapping ranges', fill('0-16383,', 'node 0 cpus: ')],
    ['nodes with all CPUs', each((id) => `node ${id} cpus: 0-16383\n`)],
    ['descriptions with all CPUs', fill('node 0 cpus: 0-16383\n')],
    ['cores of all CPUs', fill('{"cpus":"0-16383"},', '{"nodes":[],"cores":[', ']}')],
    ['hosts of one core', '{"nodes":[],"cores":[{"cpus":"0-16383"}]}\n'.repeat(10)],
    [
      'siblings of all CPUs',
      inCells(
        `<cell id='0'><cpus>${each((id) => `<cpu id='${id}' siblings='0-16383,${id}'/>`)}</cpus></cell>`,
      ),
    ],
    ['offline CPUs over and over', fill('0-16383,', 'cpu/offline:')],
    [
      'files of offline CPUs',
      fill('cpu/offline:0-16383\nnode/online:0-16383\n', 'node0/cpulist:0\n'),
    ],
    ['nodes of lscpu with all CPUs', each((id) => `NUMA node${id} CPU(s): 0-16383\n`)],
    [
      'fields of lscpu',
      fill(
        '{"field":"Off-line CPU(s) list:","data":"0-16383"},',
        '{"lscpu":[',
        '{"field":"NUMA node0 CPU(s):","data":""}]}',
      ),
    ],
    ['rows of one core', `# CPU,Node,Core\n${each((id) => `${id},0,0\n`)}`],
    [
      'bitmaps',
      `<topology><object type='Machine'>${each((id) => `<object type='PU' os_index='${id}' nodeset='${','.repeat(50)}'/>`)}</object></topology>`,
    ],
    ['nested objects', `<topology>${fill('<object>')}`],
    ['cells of freecell', each((id) => `${id}: 1 KiB\n`)],
    ['releases', fill('6.12.1-amd64\nuname -r\n')],
    ['headings of files', fill('node0/cpulist\n')],
    ['blanks behind a path', fill(' ', 'node0/cpulist', 'x')],
    ['unknown keys', fill('"aKeyThatIsNotKnown":1,', '{"nodes":[],', '}')],
    ['a number without end', fill('1', '{"nodes":[{"id":0,"memory":"', ' MiB"}]}')],
  ];
  for (const [name, text] of hostile)
    it(`takes its share of time only: ${name}`, () => {
      check(text);
    });
});
