// What the rules offer for any guest on any host does what it says, and nothing else.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze, type Analysis } from '../../../server/src/analysis/analyze.ts';
import { RULES } from '../../../server/src/rules/all.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { harmOf } from '../../harness/fixing.ts';
import { worldOf } from '../../harness/world.ts';

const HOSTS = ['article', 'two-nodes', 'old-two-nodes', 'memoryless', 'cpuless', 'reserve'];

/** What stood behind a value that nobody could read was not judged before. */
const READING = new Set(RULES.filter(({ scope }) => scope === 'reading').map(({ id }) => id));

describe('the fixes of numatune', () => {
  it('remove their finding and add no warning or error, for any guest on any host', () => {
    let count = 0;
    fc.assert(
      fc.property(guest(), fc.constantFrom(undefined, ...HOSTS), (text, host) => {
        const before = findingsIn(text, host);
        for (const finding of before) {
          if (!finding.rule.startsWith('numatune/')) continue;
          for (const fix of finding.fixes) {
            const fixed = applyEdits(text, fix.edits);
            const after = findingsIn(fixed, host);
            const harm = harmOf(finding, before, after).filter(
              (what) =>
                what.startsWith('the finding stays') ||
                // What is left when a wrong part goes may say nothing, which is told next.
                (!READING.has(finding.rule) && !what.includes('numatune/without-effect')),
            );
            assert.deepEqual(harm, [], `after '${fix.title}' on ${host ?? 'no host'}:\n${fixed}`);
            count++;
          }
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(count > 200, `only ${count} fixes were offered`);
  });
});

function findingsIn(text: string, host: string | undefined): Analysis['findings'] {
  const analysis = analyze(text, worldOf(host));
  assert.deepEqual(analysis?.failures, []);
  return analysis.findings;
}

type Absent = undefined;

interface Tune {
  readonly mode: string | Absent;
  readonly nodeset: string | Absent;
}

function guest(): fc.Arbitrary<string> {
  const mode = fc.constantFrom(...MODES, ...MODES, undefined, 'Strict');
  const nodeset = fc.constantFrom(...SETS);
  return fc
    .record({
      mib: fc.constantFrom(512, 700, 1200, 2000, 9000, 16000, 40000, 70000, 140000),
      cells: fc.nat(3),
      placement: fc.constantFrom(undefined, undefined, undefined, 'auto', 'static'),
      cpuset: fc.constantFrom(undefined, undefined, '0', '0-3', '4', '8-9', '2-3', '99'),
      isPinned: fc.boolean(),
      backing: fc.constantFrom('', '', ...BACKINGS),
      memory: fc.option(fc.record({ mode, nodeset, placement: fc.constantFrom(...PLACEMENTS) }), {
        freq: 6,
      }),
      memnodes: fc.array(
        fc.record({
          mode,
          nodeset,
          cellid: fc.constantFrom('0', '1', '0', '1', '2', 'x', undefined),
        }),
        { maxLength: 3 },
      ),
      isDoubled: fc.nat(4).map((n) => n === 0),
      nodemask: fc.constantFrom(undefined, undefined, undefined, '0', '1', '3', '9'),
    })
    .map((parts) => {
      const { mib, cells, placement, cpuset, isPinned, backing, memory, memnodes } = parts;
      const each = Math.floor(mib / Math.max(1, cells));
      const nodemask = cells === 0 ? undefined : parts.nodemask;
      const total = cells === 0 ? mib : each * cells + (nodemask === undefined ? 0 : 256);
      return [
        `<domain type='kvm'>`,
        `  <name>guest</name>`,
        nodemask === undefined ? '' : `  <maxMemory slots='4' unit='GiB'>1000</maxMemory>`,
        `  <memory unit='MiB'>${total}</memory>`,
        backing === '' ? '' : `  <memoryBacking>${backing}</memoryBacking>`,
        `  <vcpu${written({ placement, cpuset })}>4</vcpu>`,
        isPinned ? `  <cputune><emulatorpin cpuset='0'/></cputune>` : '',
        ...(memory === null && memnodes.length === 0 ? [] : numatune(memory, memnodes)),
        ...(parts.isDoubled ? numatune({ mode: 'strict', nodeset: '0' }, []) : []),
        ...(cells === 0 ? [] : numa(cells, each)),
        ...(nodemask === undefined ? [] : dimm(nodemask)),
        `</domain>`,
      ]
        .filter((line) => line !== '')
        .join('\n');
    });
}

const MODES = ['strict', 'strict', 'preferred', 'interleave', 'restrictive'];
const PLACEMENTS = [undefined, undefined, undefined, undefined, 'auto', 'static', 'default'];
const SETS = [
  '0',
  '1',
  '2',
  '3',
  '0-1',
  '0-1',
  '0-2',
  '1-2',
  '1,3',
  '0,7',
  '9',
  '0,3,7',
  '0-16383',
  '0-3,^1',
  '1-0',
  '',
  undefined,
];
const BACKINGS = [
  `<allocation mode='immediate'/>`,
  `<hugepages/>`,
  `<hugepages><page size='2' unit='MiB'/></hugepages>`,
  `<locked/>`,
];

function written(attributes: Readonly<Record<string, string | Absent>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}='${value}'`))
    .join('');
}

function numatune(memory: Tune | null, memnodes: readonly Tune[]): string[] {
  return [
    '  <numatune>',
    memory === null ? '' : `    <memory${written({ ...memory })}/>`,
    ...memnodes.map((memnode) => `    <memnode${written({ ...memnode })}/>`),
    '  </numatune>',
  ];
}

function numa(cells: number, mib: number): string[] {
  const lines = Array.from({ length: cells }, (_, id) => {
    const cpus = id === cells - 1 ? `${id}-3` : String(id);
    return `      <cell id='${id}' cpus='${cpus}' memory='${mib}' unit='MiB'/>`;
  });
  return ['  <cpu>', '    <numa>', ...lines, '    </numa>', '  </cpu>'];
}

function dimm(nodemask: string): string[] {
  return [
    '  <devices>',
    `    <memory model='dimm'>`,
    `      <source><nodemask>${nodemask}</nodemask></source>`,
    `      <target><size unit='MiB'>256</size><node>0</node></target>`,
    '    </memory>',
    '  </devices>',
  ];
}
