import assert from 'node:assert/strict';
import fc from 'fast-check';
import { excerptOf } from '../../server/src/report/excerpt.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { withCursor } from '../harness/cursor.ts';

/** The excerpt as it is printed, for a range from `$0` to `$1`. */
function excerpt(marked: string): string {
  const { text, offset, offsets } = withCursor(marked);
  const range = { start: offset, end: offsets.get(1) ?? offset };
  const { lineNumber, parts, indent, underline } = excerptOf(text, new LineIndex(text), range);
  return `${lineNumber}|${parts.join('')}\n |${indent}${underline}`;
}

describe('excerptOf', () => {
  it('underlines the range in its line', () => {
    assert.equal(excerpt('<a>\n  <b $0c$1="d"/>\n</a>'), '2|  <b c="d"/>\n |     ^');
  });

  it('underlines an empty range by one caret, also at the end of a line and of the text', () => {
    assert.equal(excerpt('<a $0>'), '1|<a >\n |   ^');
    assert.equal(excerpt('<a>$0\r\n</a>'), '1|<a>\n |   ^');
    assert.equal(excerpt('<a>\n$0'), '2|\n |^');
    assert.equal(excerpt('$0'), '1|\n |^');
  });

  it('underlines a range over several lines to the end of the first', () => {
    assert.equal(excerpt('<a $0b\n c$1>'), '1|<a b\n |   ^');
  });

  it('counts the columns of tabs, wide characters and those that stand on others', () => {
    assert.equal(excerpt('\t<a\t$0b$1/>'), '1|    <a  b/>\n |        ^');
    assert.equal(excerpt('日本$0語$1x'), '1|日本語x\n |    ^^');
    assert.equal(excerpt('e\u0301$0x$1'), '1|e\u0301x\n | ^');
    assert.equal(excerpt('👍$0x$1'), '1|👍x\n |  ^');
  });

  it('writes control characters out and counts what is written', () => {
    assert.equal(excerpt('a\x1b$0b\x07$1'), '1|a\\x1bb\\x07\n |     ^^^^^');
  });

  it('cuts long lines around the range', () => {
    const printed = excerpt(`${'a'.repeat(500)}$0bcd$1${'e'.repeat(500)}`);
    assert.equal(printed, `1|…${'a'.repeat(60)}bcd${'e'.repeat(77)}…\n |${' '.repeat(61)}^^^`);
    assert.equal(excerpt(`$0${'b'.repeat(5000)}$1`), `1|${'b'.repeat(80)}…\n |${'^'.repeat(80)}`);
    assert.equal(excerpt(`${' '.repeat(400)}$0b`), `1|…${' '.repeat(60)}b\n |${' '.repeat(61)}^`);
  });

  it('shows a line that fits to its end', () => {
    assert.equal(excerpt(`$0b$1${'e'.repeat(79)}\nf`), `1|b${'e'.repeat(79)}\n |^`);
  });

  it('takes any text and range, and stays narrow', () => {
    const text = fc.string({ unit: 'binary', maxLength: 250 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (some, a, b) => {
        const [start = 0, end = 0] = [a, b].map((n) => n % (some.length + 1)).sort((x, y) => x - y);
        const { parts, indent, underline } = excerptOf(some, new LineIndex(some), { start, end });
        assert.ok(indent.length <= 61 && underline.length >= 1 && underline.length <= 80);
        assert.doesNotMatch(parts.join(''), /[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
