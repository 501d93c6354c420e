// What holds for any text, however damaged.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { SourceRange } from '../../server/src/text/range.ts';
import { XML_LIMITS } from '../../server/src/xml/limits.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { rootName } from '../../server/src/xml/rootName.ts';
import type { ParsedXml } from '../../server/src/xml/source.ts';
import { WELL_FORMED } from './documents.ts';
import { checkSources } from './checkSources.ts';
import { PATTERNS } from './patterns.ts';

const DAMAGE = Array.from('<>&"\'/=!?-[]; \n\r\ta1:\0\ud800\u00a0');
const FIXTURES = Object.values(WELL_FORMED);

describe('the parser, for any text', () => {
  it('is total', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), check), { numRuns: 800 });
  });

  it('is total where XML is in the text', () => {
    const pieces = fc.array(fc.constantFrom(...PATTERNS, '</r>', '?>', ']>', '>', ' '), {
      maxLength: 30,
    });
    const text = pieces.map((all) => `<r>${all.join('')}`);
    fc.assert(fc.property(text, check), { numRuns: 1500 });
  });

  it('is total for every prefix of every fixture', () => {
    for (const fixture of FIXTURES)
      for (let end = 0; end <= fixture.length; end++) check(fixture.slice(0, end));
  });

  it('is total for every fixture without one of its characters', () => {
    for (const fixture of FIXTURES)
      for (let at = 0; at < fixture.length; at++)
        check(fixture.slice(0, at) + fixture.slice(at + 1));
  });

  it('is total for every fixture with one character changed or added', () => {
    const damaged = fc
      .record({
        fixture: fc.constantFrom(...FIXTURES),
        at: fc.nat(),
        put: fc.constantFrom(...DAMAGE),
        taken: fc.nat({ max: 1 }),
      })
      .map(({ fixture, at, put, taken }) => {
        const offset = at % (fixture.length + 1);
        return fixture.slice(0, offset) + put + fixture.slice(offset + taken);
      });
    fc.assert(fc.property(damaged, check), { numRuns: 1500 });
  });

  it('gives the same for the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), fc.nat(), (fixture, end) => {
        const text = fixture.slice(0, end % fixture.length);
        assert.deepEqual(parseXml(text).problems, parseXml(text).problems);
      }),
      { numRuns: 50 },
    );
  });
});

/** Steps for each character: the dearest is a value whose end is looked for in several ways. */
const MOST_STEPS = 10;

function check(text: string): void {
  const parsed = parseXml(text);
  checkProblems(parsed);
  checkSources(parsed);
  assert.ok(parsed.steps <= MOST_STEPS * (text.length + 10), `${parsed.steps} steps`);
  const root = parsed.document.documentElement?.tagName;
  assert.equal(rootName(text), root?.slice(root.indexOf(':') + 1));
}

function checkProblems({ text, problems }: ParsedXml): void {
  assert.ok(problems.length <= XML_LIMITS.problems);
  let last = 0;
  for (const { rule, message, range, related = [], fixes = [] } of problems) {
    assert.match(rule, /^xml\/[a-z-]+$/);
    assert.match(message, /^[^A-Z\s].*[^.]$/);
    assert.doesNotMatch(message, /\n/);
    checkRange(text, range);
    assert.ok(range.start >= last, 'in document order');
    last = range.start;
    for (const one of related) checkRange(text, one.range);
    for (const { edits } of fixes) {
      for (const edit of edits) checkRange(text, edit.range);
      assert.notEqual(applyEdits(text, edits), text, message);
    }
  }
}

function checkRange(text: string, { start, end }: SourceRange): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end}`);
}
