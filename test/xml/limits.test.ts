import assert from 'node:assert/strict';
import { XML_LIMITS } from '../../server/src/xml/limits.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { sourceOf } from '../../server/src/xml/source.ts';
import { childElements } from '../../server/src/xml/walk.ts';

const rulesOf = (text: string, limits = XML_LIMITS) =>
  parseXml(text, limits).problems.map(({ rule }) => rule);

describe('the limits of the parser', () => {
  it('leave a text of 10 MB alone', () => {
    const blank = ' '.repeat(XML_LIMITS.length - 4);
    assert.deepEqual(rulesOf(`<a/>${blank}`), []);
    const { problems, document, text } = parseXml(`<a/> ${blank}`);
    assert.deepEqual(
      problems.map(({ rule, range }) => [rule, range]),
      [['xml/too-large', { start: 0, end: 0 }]],
    );
    assert.equal(document.documentElement, null);
    assert.equal(text.length, XML_LIMITS.length + 1);
  });

  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  it("are libvirt's own at 257 levels, in one finding", () => {
    assert.deepEqual(rulesOf(nested(257)), []);
    const { problems } = parseXml(nested(400));
    assert.deepEqual(
      problems.map(({ rule, range }) => [rule, range]),
      [['xml/too-deep', { start: 257 * 3, end: 258 * 3 }]],
    );
  });

  it('are reached at 100,000 levels, in one more', () => {
    assert.deepEqual(rulesOf(nested(50), { ...XML_LIMITS, depth: 50 }), []);
    const { problems, document } = parseXml(nested(XML_LIMITS.depth + 500));
    assert.deepEqual(
      problems.map(({ rule, range }) => [rule, range.start]),
      [
        ['xml/too-deep', 3 * XML_LIMITS.libvirtDepth],
        ['xml/too-deep', 3 * XML_LIMITS.depth],
      ],
    );
    let depth = 0;
    for (let node = document.firstChild; node !== null; node = node.firstChild) depth++;
    assert.equal(depth, XML_LIMITS.depth);
  });

  it('survive 100,000 levels that nobody closes', () => {
    assert.deepEqual(rulesOf('<a>'.repeat(XML_LIMITS.depth)), [
      'xml/too-deep',
      'xml/unclosed-element',
    ]);
    const { problems, problemsCut } = parseXml(`<r>${'<a><b>'.repeat(1_000)}</r>`);
    assert.equal(problems.length, XML_LIMITS.problems);
    assert.ok(problemsCut);
  });

  it('are reached at 200,000 nodes, in one finding', () => {
    const wide = (count: number) => `<a>${'<b c="d"/>'.repeat(count)}</a>`;
    assert.deepEqual(rulesOf(wide(9), { ...XML_LIMITS, nodes: 19 }), []);
    const { problems, document } = parseXml(wide(101_000));
    assert.deepEqual(
      problems.map(({ rule, range }) => [rule, range.start]),
      [['xml/too-many-nodes', 3 + 99_999 * 10 + 3]],
    );
    const [root] = childElements(document);
    assert.ok(root);
    assert.equal(childElements(root).length, 100_000);
    assert.ok(sourceOf(root).damaged, 'children are lost');
  });

  it('count attributes, texts, comments and instructions', () => {
    const limits = { ...XML_LIMITS, nodes: 6 };
    assert.deepEqual(rulesOf('<a b="" c="">x<!--y--><?z?></a>', limits), []);
    assert.deepEqual(rulesOf('<a b="" c="">x<!--y--><?z?>x</a>', limits), ['xml/too-many-nodes']);
    assert.deepEqual(rulesOf('<a b="" c="" d e f g/>', limits), [
      'xml/missing-value',
      'xml/missing-value',
      'xml/missing-value',
      'xml/too-many-nodes',
    ]);
  });

  it('bound the findings, and say so', () => {
    const limits = { ...XML_LIMITS, problems: 3 };
    const few = parseXml('<a>& & &</a>', limits);
    assert.deepEqual([few.problems.length, few.problemsCut], [3, false]);
    const many = parseXml('<a>& & & &</a>', limits);
    assert.deepEqual([many.problems.length, many.problemsCut], [3, true]);
  });
});
