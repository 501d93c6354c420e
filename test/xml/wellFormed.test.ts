// On well-formed input the document is the one that xmldom's own parser makes.
import assert from 'node:assert/strict';
import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import fc from 'fast-check';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { WELL_FORMED } from './documents.ts';
import { wellFormedXml } from './wellFormedXml.ts';

describe('the document of a well-formed text', () => {
  for (const [name, text] of Object.entries(WELL_FORMED)) {
    it(`equals xmldom's: ${name}`, () => {
      checkEqual(text);
    });
  }

  it("equals xmldom's, whatever stands in the text", () => {
    fc.assert(fc.property(wellFormedXml(), checkEqual), { numRuns: 500 });
  });

  it("equals xmldom's with a template's placeholder in the text, which is told of", () => {
    const text = '<r xmlns:p="urn:p" xmlns:q=\'urn:q\'><a>${}</a></r>';
    checkEqual(text);
    assert.deepEqual(
      parseXml(text).problems.map(({ rule }) => rule),
      ['xml/template'],
    );
  });

  it('keeps the line separators that xmldom takes for line ends', () => {
    const { document, problems } = parseXml('<a b="\u2028\u0085">\u2028\r\u0085\u2029</a>');
    assert.deepEqual(problems, []);
    assert.equal(document.documentElement?.getAttribute('b'), '\u2028\u0085');
    assert.equal(document.documentElement.textContent, '\u2028\n\u0085\u2029');
  });

  it('takes a byte order mark for what it is', () => {
    const { document, problems } = parseXml("\ufeff<?xml version='1.0'?><a/>");
    assert.deepEqual(problems, []);
    assert.equal(document.documentElement?.tagName, 'a');
  });
});

function checkEqual(text: string): void {
  const complaints: string[] = [];
  const theirs = new DOMParser({
    onError: (level, message) => complaints.push(`${level}: ${message}`),
  }).parseFromString(text, 'text/xml');
  const { document, problems } = parseXml(text);
  assert.deepEqual(complaints, [], `xmldom takes this for not well-formed:\n${text}`);
  const wrong = problems.filter(({ rule }) => rule !== 'xml/template');
  assert.deepEqual(wrong, [], text);
  assert.deepEqual(factsOf(document), factsOf(theirs), text);
}

/** Every node in document order; white space outside of the root, which is not part of the document, left out. */
function factsOf(document: Document): unknown[] {
  const lines: unknown[] = [];
  const waiting: Node[] = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (let child = node.lastChild; child !== null; child = child.previousSibling)
      if (node !== document || child.nodeType !== 3) waiting.push(child);
    const parent = node.parentNode?.nodeName;
    if (node.nodeType === 1) lines.push([parent, ...elementFacts(node as Element)]);
    else lines.push([parent, node.nodeType, node.nodeName, node.nodeValue ?? '']);
  }
  return lines;
}

function elementFacts(element: Element): unknown[] {
  const attributes = [...element.attributes].map((attribute) => [
    attribute.namespaceURI,
    attribute.prefix,
    attribute.localName,
    attribute.name,
    attribute.value,
    attribute.nodeValue,
    attribute.ownerElement === element,
  ]);
  const { namespaceURI, prefix, localName, tagName, nodeName } = element;
  return [namespaceURI, prefix, localName, tagName, nodeName, attributes];
}
