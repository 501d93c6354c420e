// Documents with the line ends of Windows: the same is found at the same place, and what is mended keeps them.
import assert from 'node:assert/strict';
import { actionsAt } from '../server/src/features/codeActions.ts';
import { analyze } from '../server/src/analysis/analyze.ts';
import { applyEdits } from '../server/src/text/edit.ts';
import type { Finding } from '../server/src/text/finding.ts';
import { LineIndex } from '../server/src/text/lineIndex.ts';
import { findingsIn, readableExamples } from './harness/examples.ts';
import { pagesIn } from './harness/pages.ts';
import { worldOf } from './harness/world.ts';

const EXAMPLES = readableExamples([...pagesIn('docs/rules'), ...pagesIn('test/rules')]);
const withCrlf = (text: string) => text.replaceAll('\n', '\r\n');

/** A finding as people see it: offsets differ, lines and columns must not. */
function seen(text: string, { rule, severity, message, range, fixes }: Finding) {
  const lines = new LineIndex(text);
  const fixed = fixes.map(({ title, edits }) => [
    title,
    applyEdits(text, edits).replaceAll('\r\n', '\n'),
  ]);
  return {
    rule,
    severity,
    message,
    start: lines.positionAt(range.start),
    end: lines.positionAt(range.end),
    fixed,
  };
}

describe('line ends of Windows', () => {
  for (const example of EXAMPLES) {
    const { text } = example.marked;
    if (text.includes('\r')) continue;
    it(`change nothing but themselves: ${example.name}`, () => {
      const crlf = withCrlf(text);
      const before = findingsIn(example, text);
      const after = findingsIn(example, crlf);
      assert.deepEqual(
        after.map((finding) => seen(crlf, finding)),
        before.map((finding) => seen(text, finding)),
      );
      for (const { fixes, message } of after)
        for (const { title, edits } of fixes)
          assert.doesNotMatch(applyEdits(crlf, edits), /(?<!\r)\n/, `${message}: ${title}`);
    });
  }

  it('are kept by every action at every place of the guests that the pages show', () => {
    const texts = EXAMPLES.filter(
      ({ language, marked }) => language === 'xml' && !marked.text.includes('\r'),
    );
    let count = 0;
    for (const { marked, hosts } of texts.filter((_, index) => index % 7 === 0)) {
      const crlf = withCrlf(marked.text);
      const analysis = analyze(crlf, worldOf(hosts));
      if (analysis === undefined) continue;
      for (let at = 0; at < crlf.length; at += 11)
        for (const { title, edits } of actionsAt(analysis, { start: at, end: at })) {
          count++;
          assert.doesNotMatch(applyEdits(crlf, edits), /(?<!\r)\n/, title);
        }
    }
    assert.ok(count > 100, `only ${count} actions`);
  });
});
