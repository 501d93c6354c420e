// A rule's page is its test: docs/rules/<family>/<rule>.md, with edge cases in test/rules/<family>/<rule>.md.
// test/harness/README.md tells how a page is written. `UPDATE=1` rewrites the `fixed` and `output` blocks.
import assert from 'node:assert/strict';
import { RULES } from '../server/src/rules/all.ts';
import {
  examplesOf,
  findingsByFile,
  findingsIn,
  readableExamples,
  type Example,
} from './harness/examples.ts';
import { fixedText } from './harness/fixing.ts';
import { lintOutput } from './harness/lintOutput.ts';
import { marksOf, printMarks } from './harness/marks.ts';
import { pagesIn, rewriteBlocks, type Block, type Page } from './harness/pages.ts';

const PAGES = pagesIn('docs/rules');
const EDGE_CASES = pagesIn('test/rules');
const UPDATE = process.env['UPDATE'] === '1';

/** Why a rule's page cannot show its rule at work. */
const WITHOUT_EXAMPLE: ReadonlyMap<string, string> = new Map([
  ['house-rules/resting', 'the example would have 20,000 nodes, or need a configuration'],
  ['config/missing-file', 'what is missing is not in the text'],
  ['config/unreadable', 'the configuration has no text'],
  ['schema/unusable', 'the schema is not in the text'],
  ['host/too-large', 'the example would be larger than 10 MB'],
  ['host/unreadable', 'the file has no text'],
  ['xml/too-deep', 'the example would have 258 levels'],
  ['xml/too-large', 'the example would be larger than 10 MB'],
  ['xml/too-many-findings', 'the example would have 1,000 findings'],
  ['xml/too-many-nodes', 'the example would have 200,000 nodes'],
]);

for (const page of [...PAGES, ...EDGE_CASES]) testPage(page);

describe('the pages of the rules', () => {
  for (const rule of RULES) {
    it(`${rule.id} has a page that shows all it should`, () => {
      const page = PAGES.find((one) => one.rule === rule.id);
      assert.ok(page, `docs/rules/${rule.id}.md is missing`);
      assert.equal(page.text.split('\n')[0], `# ${rule.id}`);
      if (WITHOUT_EXAMPLE.has(rule.id)) return;
      const examples = examplesOf(page);
      assert.ok(
        examples.some(({ marked }) => marked.marks.some((mark) => mark.rule === rule.id)),
        'no example in which it fires',
      );
      assert.ok(
        examples.some(({ silent }) => silent),
        'no silent example',
      );
      if (rule.fix !== 'none')
        assert.ok(
          examples.some(({ fixed }) => fixed.length > 0),
          'no fixed example',
        );
    });
  }

  it('are pages of rules', () => {
    const ids = new Set(RULES.map(({ id }) => id));
    const others = [...PAGES, ...EDGE_CASES].filter(({ rule }) => !ids.has(rule));
    assert.deepEqual(
      others.map(({ path }) => path),
      [],
    );
  });
});

function testPage(page: Page): void {
  describe(page.path, () => {
    const updates = new Map<Block, string>();
    for (const example of readableExamples([page])) testExample(example, updates);
    it('can be understood', () => {
      examplesOf(page);
    });
    after(() => {
      if (updates.size > 0) rewriteBlocks(page, updates);
    });
  });
}

function testExample(example: Example, updates: Map<Block, string>): void {
  const { page, block, name, fixed, outputs } = example;
  const expectOrUpdate = (of: Block, actual: string) => {
    if (UPDATE && of.text !== actual) updates.set(of, actual);
    else assert.equal(actual, of.text, `${page.path}:${of.line} (UPDATE=1 rewrites it)`);
  };

  it(`finds what is marked: ${name}`, () => {
    checkMarks(example);
  });
  for (const { block: wanted, fix } of fixed) {
    it(`is mended by fix ${fix}: ${page.path}:${wanted.line}`, () => {
      const text = mended(example, fix);
      const left = findingsIn(example, text).filter(
        ({ rule, severity }) =>
          rule === page.rule || severity === 'error' || severity === 'warning',
      );
      assert.deepEqual(left, [], `found in the fixed text:\n${text}`);
      expectOrUpdate(wanted, text);
    });
  }
  for (const output of outputs) {
    it(`is printed so: ${page.path}:${output.line}`, async () => {
      assert.equal(block.language, 'xml', 'output follows xml');
      expectOrUpdate(output, await lintOutput(example.marked.clean, example.hosts));
    });
  }
}

/** Exact and total: what is unmarked fails, and so does a mark that is not met. */
function checkMarks(example: Example): void {
  const { page, marked, silent, other } = example;
  const findings = findingsIn(example, marked.text).filter(
    ({ rule }) => !other || rule === page.rule || marked.marks.some((mark) => mark.rule === rule),
  );
  for (const { file, marked: own } of example.beside ?? []) {
    const found = findingsByFile(example, marked.text).get(file) ?? [];
    const printed = printMarks(own, marksOf(own, found));
    assert.equal(printed, printMarks(own, own.marks), `${file} should read:\n\n${printed}`);
  }
  const actual = printMarks(marked, marksOf(marked, findings));
  const expected = printMarks(marked, marked.marks);
  assert.equal(actual, expected, `${example.name} should read, ready to be pasted:\n\n${actual}`);
  assert.ok(!silent || findings.length === 0, 'a silent example has no marks');
  assert.ok(silent || marked.marks.length > 0, 'an example without marks is called silent');
}

function mended(example: Example, fix: number): string {
  const text = example.marked.clean;
  const own = findingsIn(example, text).filter(({ rule }) => rule === example.page.rule);
  const fixable = own.filter(({ fixes }) => fixes.length >= fix);
  assert.ok(fixable.length > 0, `no finding of ${example.page.rule} has a fix ${fix}`);
  return fixedText(text, own, fix);
}
