import assert from 'node:assert/strict';
import type { Element } from '@xmldom/xmldom';
import {
  appendChildren,
  insertAfter,
  insertBefore,
  removeAttribute,
  removeElement,
  writeValue,
} from '../../server/src/domain/edit.ts';
import type { ReadElement } from '../../server/src/domain/read.ts';
import { readElement } from '../../server/src/domain/read.ts';
import { applyEdits, type TextEdit } from '../../server/src/text/edit.ts';
import { memnode } from '../../server/src/vocabulary/numatune.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { sourceOf } from '../../server/src/xml/source.ts';

/** The text after an edit of its first element called so. */
function after(text: string, name: string, edit: (element: ReadElement) => TextEdit[]): string {
  const found = parseXml(text).document.getElementsByTagName(name)[0];
  assert.ok(found !== undefined, `no <${name}> in ${text}`);
  return applyEdits(text, edit({ element: found, source: sourceOf(found) }));
}

describe('writing an attribute', () => {
  const table: readonly (readonly [string, string, string, string])[] = [
    [`<m mode='a'/>`, 'mode', 'b', `<m mode='b'/>`],
    [`<m mode="a"/>`, 'mode', 'b', `<m mode="b"/>`],
    [`<m mode=""/>`, 'mode', 'b', `<m mode="b"/>`],
    [`<m/>`, 'mode', 'b', `<m mode='b'/>`],
    [`<m nodeset="0"/>`, 'mode', 'b', `<m mode="b" nodeset="0"/>`],
    [`<m cellid='0' nodeset='1'/>`, 'mode', 'b', `<m cellid='0' mode='b' nodeset='1'/>`],
    [
      `<m placement='auto' mode='a'/>`,
      'nodeset',
      '0',
      `<m placement='auto' mode='a' nodeset='0'/>`,
    ],
    [`<m a='"'/>`, 'a', `'"<&`, `<m a='&apos;"&lt;&amp;'/>`],
    [`<m mode=a>x</m>`, 'mode', 'b', `<m mode="b">x</m>`],
  ];
  for (const [before, name, value, expected] of table)
    it(`makes ${before} into ${expected}`, () => {
      assert.equal(
        after(before, 'm', (element) => writeValue(element, name, value)),
        expected,
      );
    });
});

describe('removing', () => {
  it('takes an attribute with the blank before it', () => {
    const text = `<memnode cellid='0'\n  mode='strict' nodeset='1'/>`;
    const remove = ({ element }: { readonly element: Element }) => {
      const { mode } = readElement(memnode, element, []);
      assert.ok(mode !== undefined);
      return [removeAttribute(text, mode)];
    };
    assert.equal(after(text, 'memnode', remove), `<memnode cellid='0' nodeset='1'/>`);
  });

  it('takes an element with its line, and without where the line holds more', () => {
    const remove = (text: string) => after(text, 'b', (element) => [removeElement(text, element)]);
    assert.equal(remove('<a>\n  <b/>\n  <c/>\n</a>'), '<a>\n  <c/>\n</a>');
    assert.equal(remove('<a>\r\n\t<b>\r\n\t</b>\r\n</a>'), '<a>\r\n</a>');
    assert.equal(remove('<a><b/><c/></a>'), '<a><c/></a>');
    assert.equal(remove('<b/>'), '');
  });
});

describe('inserting', () => {
  const lines = ['<x>', '  <y/>', '</x>'];

  it('follows the indentation and the line ends', () => {
    const text = '<a>\r\n  <b/>\r\n</a>';
    assert.equal(
      after(text, 'b', (element) => [insertAfter(text, element, lines)]),
      '<a>\r\n  <b/>\r\n  <x>\r\n    <y/>\r\n  </x>\r\n</a>',
    );
    assert.equal(
      after(text, 'b', (element) => [insertBefore(text, element, lines)]),
      '<a>\r\n  <x>\r\n    <y/>\r\n  </x>\r\n  <b/>\r\n</a>',
    );
  });

  it('puts children behind the others, and opens a self-closing element', () => {
    const append = (text: string) =>
      after(text, 'b', (element) => [appendChildren(text, element, ['<x/>'])]);
    assert.equal(
      append('<a>\n\t<b>\n\t\t<c/>\n\t</b>\n</a>'),
      '<a>\n\t<b>\n\t\t<c/>\n\t\t<x/>\n\t</b>\n</a>',
    );
    assert.equal(append('<a>\n  <b />\n</a>'), '<a>\n  <b>\n    <x/>\n  </b>\n</a>');
    assert.equal(append('<a>\n  <b></b>\n</a>'), '<a>\n  <b>\n    <x/>\n  </b>\n</a>');
  });
});
