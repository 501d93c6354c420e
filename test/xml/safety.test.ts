// Nothing that a document says makes the parser evaluate or load anything.
import assert from 'node:assert/strict';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { contentSource } from '../../server/src/xml/source.ts';
import { isUnevaluated, textOf, trimmed } from '../../server/src/xml/walk.ts';

const TENFOLD = Array.from('abcdefghi')
  .map((name, i) => `  <!ENTITY ${'bcdefghij'.charAt(i)} "${`&${name};`.repeat(10)}">\n`)
  .join('');
const BOMB = `<?xml version="1.0"?>
<!DOCTYPE bomb [
  <!ENTITY a "aaaaaaaaaa">
${TENFOLD}]>
<domain><name>&j;</name><title>plain</title></domain>
`;

describe('entities', () => {
  it('are not expanded: a bomb is a text of three characters', () => {
    const { document, problems, hasUnevaluated, steps } = parseXml(BOMB);
    assert.equal(document.documentElement?.textContent, '&j;plain');
    assert.ok(hasUnevaluated);
    assert.deepEqual(
      problems.map(({ rule, severity }) => `${rule} ${severity ?? ''}`),
      ['xml/doctype ', 'xml/unknown-entity information'],
    );
    assert.ok(steps < 10 * BOMB.length);
  });

  it('are not loaded: an external one stays as it is written', () => {
    const text =
      '<!DOCTYPE a SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://localhost/"> %p;]><a b="&x;">&x;</a>';
    const { document } = parseXml(text);
    assert.equal(document.documentElement?.getAttribute('b'), '&x;');
    assert.equal(document.documentElement.textContent, '&x;');
  });

  it('mark the values that hold them, and no other', () => {
    const { document, hasUnevaluated } = parseXml('<a><b> &x; </b><c>&lt;</c><d>1</d></a>');
    assert.ok(hasUnevaluated);
    const marks = [...(document.documentElement?.childNodes ?? [])].map((node) => {
      const source = node.firstChild && contentSource(node.firstChild);
      return source && isUnevaluated(source);
    });
    assert.deepEqual(marks, [true, false, false]);
    const b = document.documentElement?.getElementsByTagName('b').item(0);
    assert.ok(b && isUnevaluated(trimmed(textOf(b)).source));
    assert.equal(parseXml('<a>&lt;&#65;</a>').hasUnevaluated, false);
  });
});
