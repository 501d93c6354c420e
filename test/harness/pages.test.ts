import assert from 'node:assert/strict';
import { examplesOf } from './examples.ts';
import { blocksOf, withBlocks } from './pages.ts';

const PAGE = [
  '# a/b',
  '',
  '```xml host=x+y',
  '<a/>',
  '```',
  '',
  '```xml fixed=2',
  '<b/>',
  '```',
  '',
  '```output',
  'nothing',
  '```',
  '',
  '## More',
  '',
  '````xml silent',
  '```',
  '````',
  '',
].join('\n');

describe('pages', () => {
  it('are read as blocks with their places', () => {
    assert.deepEqual(
      blocksOf(PAGE).map(({ language, words, text, line, heading }) => [
        language,
        words.join(),
        text,
        line,
        heading,
      ]),
      [
        ['xml', 'host=x+y', '<a/>\n', 3, 'a/b'],
        ['xml', 'fixed=2', '<b/>\n', 7, 'a/b'],
        ['output', '', 'nothing\n', 11, 'a/b'],
        ['xml', 'silent', '```\n', 17, 'More'],
      ],
    );
    assert.throws(() => blocksOf('```xml\n<a/>\n'), /never closed/);
  });

  it('are read as examples with what belongs to them', () => {
    const page = { path: 'p.md', rule: 'a/b', text: PAGE };
    const [first, second, ...others] = examplesOf(page);
    assert.deepEqual(others, []);
    assert.equal(first?.hosts, 'x+y');
    assert.deepEqual(
      first.fixed.map(({ fix, block }) => [fix, block.line]),
      [[2, 7]],
    );
    assert.equal(first.outputs[0]?.line, 11);
    assert.equal(first.silent, false);
    assert.equal(second?.silent, true);
    assert.throws(() => examplesOf({ ...page, text: '```xml silnt\n```\n' }), /'silnt'/);
    assert.throws(() => examplesOf({ ...page, text: '```xml fixed\n```\n' }), /no example before/);
  });

  it('take other texts for some of their blocks', () => {
    const [first, , output] = blocksOf(PAGE);
    const changed = withBlocks(
      PAGE,
      new Map([
        [first!, '<a>\n</a>\n'],
        [output!, 'something\n'],
      ]),
    );
    assert.deepEqual(
      blocksOf(changed).map(({ text, line }) => `${line} ${text}`),
      ['3 <a>\n</a>\n', '8 <b/>\n', '12 something\n', '18 ```\n'],
    );
  });
});
