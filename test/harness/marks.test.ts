import assert from 'node:assert/strict';
import { marksOf, printMarks, readMarks } from './marks.ts';

const TEXT = `<domain>
  <memory mode='strickt'
  <!--         ^^^^^^^ error numatune/bad-mode: no mode -->
  <!-- @2-9 hint memory/tag: from -- to -->
          unit='x'/>
                  <!-- | warning xml/gap: nothing -->
</domain>
`;

const finding = (start: number, end: number) => ({
  range: { start, end },
  severity: 'error' as const,
  rule: 'a/b',
  message: 'm',
});

describe('marks', () => {
  it('name the line above, the columns and what is told', () => {
    const { marks } = readMarks(TEXT);
    assert.deepEqual(marks, [
      {
        line: 1,
        start: 15,
        end: 22,
        severity: 'error',
        rule: 'numatune/bad-mode',
        message: 'no mode',
      },
      { line: 1, start: 2, end: 9, severity: 'hint', rule: 'memory/tag', message: 'from -- to' },
      { line: 4, start: 23, end: 23, severity: 'warning', rule: 'xml/gap', message: 'nothing' },
    ]);
  });

  it('are blanked, so that offsets stay, or taken out', () => {
    const { text, clean } = readMarks(TEXT.replaceAll('\n', '\r\n'));
    assert.equal(text.length, TEXT.replaceAll('\n', '\r\n').length);
    assert.match(text.split('\n')[2] ?? '', /^ +\r$/);
    assert.equal(
      clean,
      "<domain>\r\n  <memory mode='strickt'\r\n          unit='x'/>\r\n</domain>\r\n",
    );
  });

  it('are printed as they are read', () => {
    const marked = readMarks(TEXT);
    const printed = printMarks(marked, marked.marks);
    const again = readMarks(printed);
    assert.equal(printMarks(again, again.marks), printed);
    assert.deepEqual(
      new Set(again.marks.map(({ message }) => message)),
      new Set(['no mode', 'from -- to', 'nothing']),
    );
  });

  it('show a range over several lines to the end of its first', () => {
    const marked = readMarks('<a>\n  <bcdefg\n   h/>\n</a>\n');
    assert.equal(
      printMarks(marked, marksOf(marked, [finding(9, 17)])),
      '<a>\n  <bcdefg\n<!-- ^^^^ error a/b: m -->\n   h/>\n</a>\n',
    );
  });

  it('show what stands at the end of the text', () => {
    const marked = readMarks('<a>\n');
    const printed = printMarks(marked, marksOf(marked, [finding(4, 4)]));
    assert.equal(printed, '<a>\n<!-- @end error a/b: m -->\n');
    const again = readMarks(printed);
    assert.equal(
      printMarks(again, marksOf(again, [finding(again.text.length, again.text.length)])),
      printed,
    );
  });

  it('that are misspelt are an error, and other comments are none', () => {
    assert.throws(() => readMarks('<a/>\n<!-- ^^^ eror a/b: m -->\n'), /not a mark/);
    assert.throws(() => readMarks('<!-- ^ error a/b: m -->\n'), /without a line above/);
    assert.equal(readMarks('<a/>\n<!-- the error a/b: m -->\n').marks.length, 0);
  });
});
