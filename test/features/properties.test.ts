import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { fixAll } from '../../server/src/analysis/fixAll.ts';
import { actionsAt } from '../../server/src/features/codeActions.ts';
import { closingTagAt } from '../../server/src/features/closingTag.ts';
import { codeLensesOf } from '../../server/src/features/codeLens.ts';
import { completeAt } from '../../server/src/features/completion.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { inlayHintsIn } from '../../server/src/features/inlayHints.ts';
import { linkedNamesAt } from '../../server/src/features/linkedNames.ts';
import { selectionRangesAt } from '../../server/src/features/selectionRanges.ts';
import { symbolsOf } from '../../server/src/features/symbols.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { ROOT } from '../harness/root.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';
import { expandSnippet } from './expandSnippet.ts';

const RICH = domainWith(`<memory unit='GB'>16</memory>
  <currentMemory>1 </currentMemory>
  <maxMemory slots='4' unit='GiB'>64</maxMemory>
  <memoryBacking><hugepages><page size='2' unit='MiB' nodeset='0,^1'/></hugepages><locked/></memoryBacking>
  <vcpu placement='static' cpuset='0-9,^3'>8</vcpu>
  <cputune><vcpupin vcpu='0' cpuset='8'/><emulatorpin cpuset='99'/><vcpusched vcpus='0-1' scheduler='fifo'/></cputune>
  <numatune><memory mode='Strict' nodeset='0,,7'/><!-- <memory --><memnode cellid='1' nodeset=1/><memnode cellid='9'/></numatune>
  <cpu><numa><cell cpus='0-3' memory='8' unit='GiB'><distances><sibling id='1' value='20'/></distances></cell><cell id='1' memory='x'/></numa></cpu>
  <devices><memory model='dimm'><source><nodemask>0-1</nodemask></source><target><size unit='MiB'>512</size><node>0</node></target></memory></devices>`);
const FIXTURES = [RICH, readFileSync(join(ROOT, 'examples/vm1.xml'), 'utf8')];

const textOf = fc.constantFrom(...FIXTURES);
const hostOf = fc.constantFrom(undefined, 'article', 'two-nodes', 'cpuless', 'memoryless');

/** Asks every feature at the offset, and checks that what it answers lies in the text. */
function ask(text: string, offset: number, host: string | undefined, schema = false): void {
  const analysis = analyze(text, worldOf(host, schema));
  if (analysis === undefined) return;
  const isInside = ({ start, end }: { start: number; end: number }): boolean =>
    start >= 0 && start <= end && end <= text.length;
  const hover = hoverAt(analysis, offset, 'x:{rule}');
  if (hover !== undefined) assert.ok(isInside(hover.range) && hover.markdown !== '');
  for (const { range, insert, isSnippet } of completeAt(analysis, offset)) {
    assert.ok(
      isInside(range) && range.start <= offset && offset <= range.end,
      `${text}\n${offset}`,
    );
    assert.notEqual(isSnippet ? expandSnippet(insert) : insert, '');
  }
  const end = Math.min(offset + 7, text.length);
  for (const hint of inlayHintsIn(analysis, { start: offset, end }))
    assert.ok(hint.offset >= offset && hint.offset <= end && hint.label !== '');
  for (const { range, title } of codeLensesOf(analysis)) assert.ok(isInside(range) && title !== '');
  let inner = { start: offset, end: offset };
  for (const outer of selectionRangesAt(analysis, offset)) {
    assert.ok(isInside(outer) && outer.start <= inner.start && outer.end >= inner.end);
    inner = outer;
  }
  const [first, second] = linkedNamesAt(analysis, offset) ?? [];
  if (first !== undefined && second !== undefined)
    assert.equal(text.slice(first.start, first.end), text.slice(second.start, second.end));
  assert.notEqual(closingTagAt(analysis, offset)?.text, '');
  for (const { edits } of actionsAt(analysis, { start: offset, end })) applyEdits(text, edits);
}

describe('features', () => {
  it('answer at every offset of a whole document', () => {
    for (const text of FIXTURES)
      for (let offset = 0; offset <= text.length; offset += 3) ask(text, offset, 'two-nodes');
  }).timeout(60_000);

  it('answer at every offset by a schema', () => {
    const disk = `<devices><disk type='file'><driver cache='none'/><target dev="vda"/></disk></devices>`;
    const texts = [domainWith(`<name>a</name>${disk}<on_crash>destroy</on_crash>`), RICH];
    for (const text of texts)
      for (let offset = 0; offset <= text.length; offset += 7) {
        ask(text, offset, 'article', true);
        ask(text.slice(0, offset), offset, undefined, true);
      }
    for (const text of texts)
      for (const { range, nameRange } of symbolsOf(analyze(text, worldOf()) ?? assert.fail()))
        assert.ok(range.start <= nameRange.start && nameRange.end <= range.end);
  }).timeout(60_000);

  it('answer at the end of every prefix, as if it was typed there', () => {
    for (const text of FIXTURES)
      for (let end = 0; end <= text.length; end += 2) ask(text.slice(0, end), end, 'article');
  }).timeout(60_000);

  it('answer at any offset of any prefix, and of any text with something lost or put in', () => {
    fc.assert(
      fc.property(
        textOf,
        hostOf,
        fc.nat(),
        fc.nat(),
        fc.nat(9),
        fc.constantFrom('', '<', '&', "'", '>', '$', '</', '<!--'),
        (text, host, at, where, lost, put) => {
          const cut = at % (text.length + 1);
          const damaged =
            where % 2 === 0
              ? text.slice(0, cut)
              : text.slice(0, cut) + put + text.slice(cut + lost);
          ask(damaged, where % (damaged.length + 1), host);
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('apply all safe fixes to any prefix', () => {
    fc.assert(
      fc.property(textOf, hostOf, fc.nat(), (text, host, at) => {
        const prefix = text.slice(0, at % (text.length + 1));
        const fixed = fixAll(prefix, worldOf(host));
        assert.equal(applyEdits(prefix, fixed.edits), fixed.text);
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);
});
