import assert from 'node:assert/strict';
import { DOMParser, type Document, type Node } from '@xmldom/xmldom';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import {
  compile,
  selectAttributes,
  selectElement,
  selectElements,
  selectNodes,
} from '../../server/src/xml/select.ts';
import { WELL_FORMED } from './documents.ts';

const { document } = parseXml(WELL_FORMED['guest'] ?? '');

describe('a query', () => {
  it('selects elements, in document order', () => {
    const pins = compile('/domain/cputune/vcpupin | /domain/name | //cell');
    assert.deepEqual(
      selectElements(pins, document).map(({ tagName }) => tagName),
      ['name', 'vcpupin', 'vcpupin', 'cell'],
    );
    assert.equal(selectElement(compile('/domain/numatune/memory'), document)?.tagName, 'memory');
    assert.equal(selectElement(compile('/domain/none'), document), undefined);
  });

  it('selects from a node, with conditions', () => {
    const numatune = selectElement(compile('/domain/numatune'), document);
    assert.ok(numatune);
    const strict = compile('*[@mode="strict"]/@nodeset');
    assert.deepEqual(
      selectAttributes(strict, numatune).map(({ value }) => value),
      ['0', '0-1'],
    );
    assert.deepEqual(selectElements(strict, numatune), []);
  });

  it('selects texts as well', () => {
    const [text] = selectNodes(compile('/domain/name/text()'), document);
    assert.equal(text?.nodeValue, 'vm1');
  });

  it('throws for what is no XPath, when it is compiled', () => {
    assert.throws(() => compile('/domain['));
  });

  it('finds every one of very many siblings once', () => {
    const wide = parseXml(`<a>${'<b c="1"/>'.repeat(20_000)}</a>`).document;
    const found = selectElements(compile('/a/b[@c="1"] | //b'), wide);
    assert.equal(found.length, 20_000);
    assert.equal(new Set(found).size, 20_000);
  });
});

describe('the order of nodes', () => {
  it('is that of xmldom', () => {
    const text = (WELL_FORMED['guest'] ?? '').trim();
    const all = compile('//node() | //@*');
    const some = (of: Document) =>
      [of, ...selectNodes(all, of)].filter((_, index) => index % 3 === 0);
    const ours = some(parseXml(text).document);
    const theirs = some(new DOMParser().parseFromString(text, 'text/xml'));
    assert.equal(ours.length, theirs.length);
    for (const [i, a] of ours.entries())
      for (const [j, b] of ours.entries()) {
        const other = theirs[j];
        assert.ok(other);
        const wanted = theirs[i]?.compareDocumentPosition(other);
        assert.equal(a.compareDocumentPosition(b), wanted, `${told(a)} and ${told(b)}`);
      }
  });

  it('is none between documents', () => {
    const other = parseXml('<a/>').document;
    assert.ok(document.compareDocumentPosition(other) & 1);
    assert.ok(document.documentElement);
    assert.ok(document.documentElement.compareDocumentPosition(other.createElement('b')) & 1);
  });
});

function told(node: Node): string {
  return `${node.nodeName} ${JSON.stringify(node.nodeValue)}`;
}
