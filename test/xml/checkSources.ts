import assert from 'node:assert/strict';
import type { Element, Node } from '@xmldom/xmldom';
import type { SourceRange } from '../../server/src/text/range.ts';
import {
  attributeSource,
  contentSource,
  rangeWithin,
  sourceOf,
  type ParsedXml,
  type ValueSource,
} from '../../server/src/xml/source.ts';
import { isElement } from '../../server/src/xml/walk.ts';

/** Whether every node stands where its source says: the source's slices are its name, its tags and its values. */
export function checkSources({ text, document }: ParsedXml): void {
  const slice = ({ start, end }: SourceRange): string => {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end}`);
    return text.slice(start, end);
  };
  const waiting: Node[] = [...document.childNodes];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    waiting.push(...node.childNodes);
    if (isElement(node)) checkElement(node, slice);
    else checkLeaf(node, slice);
  }
}

type Slice = (range: SourceRange) => string;

function checkElement(element: Element, slice: Slice): void {
  const { startTag, name, endTag, whole, selfClosing, attributes } = sourceOf(element);
  assert.equal(slice(name), element.tagName);
  assert.ok(slice(startTag).startsWith(`<${element.tagName}`));
  assert.equal(whole.start, startTag.start);
  assert.ok(startTag.end <= whole.end);
  if (selfClosing) assert.ok(slice(startTag).endsWith('/>'));
  if (endTag !== undefined) {
    assert.ok(slice(endTag).startsWith('</'));
    assert.equal(whole.end, endTag.end);
  }
  for (const [written, source] of attributes) {
    assert.equal(slice(source.name), written);
    assert.ok(slice(source.whole).startsWith(written));
    if (source.equals !== undefined) assert.equal(slice(from(source.equals)), '=');
    if (source.quote !== '' && source.value !== undefined)
      assert.equal(slice(from(source.value.range.start - 1)), source.quote);
  }
  for (const attribute of element.attributes) {
    const source = attributeSource(attribute);
    assert.ok(source?.value, `${attribute.name} has a source`);
    checkValue(attribute.value, source.value, slice, /[\t\n\r]/g, ' ');
  }
}

function checkLeaf(node: Node, slice: Slice): void {
  const source = contentSource(node);
  assert.ok(source, 'a leaf has a source');
  checkValue(node.nodeValue ?? '', source, slice, /\r/g, '\n');
  if (node.nodeType === 4) assert.ok(slice(source.range).startsWith('<![CDATA['));
  if (node.nodeType === 7) assert.ok(slice(source.range).startsWith(`<?${node.nodeName}`));
  if (node.nodeType === 8) assert.match(slice(source.range), /^<!?--/);
}

/**
 * Every character of the value begins at its place, or what the reference or the white space there stands for does. It ends
 * there, too, but for the last before a gap: text goes on behind an empty CDATA section or a stray tag.
 */
function checkValue(
  value: string,
  source: ValueSource,
  slice: Slice,
  space: RegExp,
  white: string,
): void {
  const { map, range } = source;
  if (map === undefined) {
    assert.equal(slice(range).replace(space, white), value);
    return;
  }
  assert.equal(map.length, value.length + 1);
  for (let i = 0; i < value.length; i++) {
    const isFirstHalf = map[i] === map[i + 1];
    const written = slice(rangeWithin(source, i, isFirstHalf ? i + 2 : i + 1));
    if (!/^[&\r\n\t]/.test(written)) assert.equal(written[0], value[i]);
  }
  assert.ok((map.at(-1) ?? 0) <= range.end);
}

function from(start: number): SourceRange {
  return { start, end: start + 1 };
}
