import assert from 'node:assert/strict';
import type { Element } from '@xmldom/xmldom';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { rangeWithin } from '../../server/src/xml/source.ts';
import {
  childElements,
  childrenNamed,
  firstChildNamed,
  textOf,
  trimmed,
} from '../../server/src/xml/walk.ts';

function rootOf(text: string): Element {
  const root = parseXml(text).document.documentElement;
  assert.ok(root);
  return root;
}

describe('walking', () => {
  const root = rootOf('<a>x<b/><!-- <b/> --><c><b/></c><b n="2"/><p:b xmlns:p="u"/></a>');

  it('sees the elements directly below', () => {
    assert.deepEqual(
      childElements(root).map(({ tagName }) => tagName),
      ['b', 'c', 'b', 'p:b'],
    );
  });

  it('finds children by name, none in a namespace', () => {
    assert.equal(childrenNamed(root, 'b').length, 2);
    assert.equal(firstChildNamed(root, 'b'), childrenNamed(root, 'b')[0]);
    assert.equal(firstChildNamed(root, 'd'), undefined);
  });
});

describe('the text of an element', () => {
  /** The text, and what stands in the source where each of its characters does. */
  const read = (text: string, trim = false) => {
    const element = rootOf(text);
    const { value, source } = trim ? trimmed(textOf(element)) : textOf(element);
    const places = [...value].map((_, i) => {
      const { start, end } = rangeWithin(source, i, i + 1);
      return text.slice(start, end);
    });
    return { value, written: text.slice(source.range.start, source.range.end), places };
  };

  it('is what stands between its tags', () => {
    assert.deepEqual(read('<a>12</a>'), { value: '12', written: '12', places: ['1', '2'] });
  });

  it('is empty where nothing stands, and has its place', () => {
    const { source } = textOf(rootOf('<a b="c"></a>'));
    assert.deepEqual(source.range, { start: 9, end: 9 });
    assert.deepEqual(textOf(rootOf('<a/>')).value, '');
  });

  it('is decoded, and every character keeps its place', () => {
    assert.deepEqual(read('<a>&lt;1\r\n&#65;</a>'), {
      value: '<1\nA',
      written: '&lt;1\r\n&#65;',
      places: ['&lt;', '1', '\r\n', '&#65;'],
    });
  });

  it('has no blanks at either end when trimmed', () => {
    assert.deepEqual(read('<a>\r\n 0-3\t</a>', true), {
      value: '0-3',
      written: '0-3',
      places: ['0', '-', '3'],
    });
    assert.deepEqual(read('<a> 7 </a>', true), { value: '7', written: '7', places: ['7'] });
    assert.equal(read('<a> \n </a>', true).value, '');
  });

  it('goes on behind comments, sections and children', () => {
    const { value, places } = read('<a>1<!-- 2 -->3<![CDATA[&4]]><b>5</b>6</a>');
    assert.equal(value, '13&46');
    assert.equal(places[2], '&');
    assert.equal(places[4], '6');
  });
});
