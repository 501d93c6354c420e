// What must hold for every example on every page, however it is damaged.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze, type Analysis } from '../server/src/analysis/analyze.ts';
import { checkHostFiles } from '../server/src/analysis/hostFiles.ts';
import { applyEdits } from '../server/src/text/edit.ts';
import type { Finding } from '../server/src/text/finding.ts';
import type { SourceRange } from '../server/src/text/range.ts';
import { readableExamples, findingsIn, type Example } from './harness/examples.ts';
import { harmOf } from './harness/fixing.ts';
import { pagesIn } from './harness/pages.ts';
import { worldOf } from './harness/world.ts';

const EXAMPLES = readableExamples([...pagesIn('docs/rules'), ...pagesIn('test/rules')]);
const DOMAINS = EXAMPLES.filter(({ language }) => language === 'xml');
const HOSTS = EXAMPLES.filter(({ language }) => language === 'host');

describe('every fix of every example', () => {
  for (const example of EXAMPLES) {
    const text = example.marked.clean;
    const before = findingsIn(example, text);
    if (before.every(({ fixes }) => fixes.length === 0)) continue;
    it(`removes its finding and adds no warning or error: ${example.name}`, () => {
      for (const finding of before) {
        for (const fix of finding.fixes) {
          if (fix.writes !== undefined) continue;
          const fixed = applyEdits(text, fix.edits);
          const harm = harmOf(finding, before, findingsIn(example, fixed));
          assert.deepEqual(harm, [], `after '${fix.title}':\n${fixed}`);
          if (fix.safe)
            assert.deepEqual(
              modesIn(example, fixed),
              modesIn(example, text),
              `'${fix.title}' is called safe and touches a mode:\n${fixed}`,
            );
        }
      }
    });
  }
});

describe('any damage to any example', () => {
  it('leaves analyze total, for any prefix', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DOMAINS), fc.nat(), (example, length) => {
        const { text } = example.marked;
        checkAnalysis(example, text.slice(0, length % (text.length + 1)));
      }),
      { numRuns: 400 },
    );
  });

  it('leaves analyze total, for any character changed, added or lost', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DOMAINS), damage(), (example, change) => {
        checkAnalysis(example, change(example.marked.text));
      }),
      { numRuns: 600 },
    );
  });

  it('leaves the reading of host files total', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTS), damage(), (example, change) => {
        const text = change(example.marked.text);
        const { findings } = checkHostFiles([{ name: 'host', text }], new Map());
        checkFindings(findings.flat(), text);
      }),
      { numRuns: 400 },
    );
  });
});

const DAMAGING = Array.from('<>&/"\'=^,- \n\r\t09x;\0\u02C6\uFEFF');

/** One character of a text replaced, put in or taken out, or the text cut off. */
function damage(): fc.Arbitrary<(text: string) => string> {
  const character = fc.oneof(fc.constantFrom(...DAMAGING), fc.string());
  return fc
    .record({ at: fc.nat(), put: character, taken: fc.nat({ max: 1 }) })
    .map(({ at, put, taken }) => (text: string) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + put + text.slice(offset + taken);
    });
}

function checkAnalysis(example: Example, text: string): void {
  const analysis = analyze(text, worldOf(example.hosts, example.schema));
  if (analysis === undefined) return;
  assert.deepEqual(analysis.failures, []);
  checkFindings(analysis.findings, text);
}

function checkFindings(findings: readonly Finding[], text: string): void {
  assert.ok(findings.length <= 1001);
  for (const { range, related, fixes } of findings) {
    checkRange(range, text);
    for (const one of related) if (one.uri === undefined) checkRange(one.range, text);
    for (const { edits } of fixes) {
      for (const edit of edits) checkRange(edit.range, text);
      applyEdits(text, edits);
    }
  }
}

function checkRange({ start, end }: SourceRange, text: string): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} is not in the text`);
}

/** The memory modes as written, in document order. */
function modesIn(example: Example, text: string): readonly (string | undefined)[] {
  if (example.language === 'host') return [];
  const domains: Analysis['domains'] =
    analyze(text, worldOf(example.hosts, example.schema))?.domains ?? [];
  return domains
    .flatMap(({ numatune }) => [numatune?.memory, ...(numatune?.memnodes ?? [])])
    .flatMap((element) => element?.mode?.value ?? []);
}
