import assert from 'node:assert/strict';
import { sourcesAt } from '../../client/src/hostMap/cursor.ts';
import { newNonce, pageOf } from '../../client/src/hostMap/html.ts';
import { markdownTable } from '../../client/src/hostMap/markdown.ts';
import type { MapSource } from '../../server/src/protocol.ts';

describe('the page of the host map', () => {
  const files = { cspSource: 'https://here', script: 's.js', style: 's.css' };

  it('may run its own script and nothing else, and load nothing', () => {
    const html = pageOf({ ...files, nonce: 'n1' });
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    assert.deepEqual(policy?.split('; '), [
      "default-src 'none'",
      "script-src 'nonce-n1'",
      'style-src https://here',
      'img-src blob:',
    ]);
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="n1" src="s.js">']);
    assert.doesNotMatch(html, / on\w+=| style=|unsafe/);
  });

  it('has a nonce that nobody guesses', () => {
    assert.match(newNonce(), /^[0-9a-f]{32}$/);
    assert.notEqual(newNonce(), newNonce());
  });
});

describe('the sources at a cursor', () => {
  const source = (uri: string, from: [number, number], to: [number, number]): MapSource => ({
    uri,
    start: { line: from[0], character: from[1] },
    end: { line: to[0], character: to[1] },
    label: '',
  });
  const sources = [
    source('a', [6, 2], [8, 12]),
    source('a', [7, 4], [7, 30]),
    source('a', [7, 4], [7, 30]),
    source('b', [7, 4], [7, 30]),
    source('a', [20, 4], [20, 9]),
  ];
  const at = (line: number, character: number) => sourcesAt(sources, 'a', { line, character });

  it('are the narrowest that hold it, in its own document', () => {
    assert.deepEqual(at(7, 10), [1, 2]);
    assert.deepEqual(at(7, 30), [1, 2]);
    assert.deepEqual(at(6, 5), [0]);
  });

  it('are else those of its line, and none where there are none', () => {
    assert.deepEqual(at(20, 0), [4]);
    assert.deepEqual(at(21, 0), []);
  });
});

describe('a table in Markdown', () => {
  it('has cells that are text, whatever the guests are called', () => {
    const rows = [
      ['Node', 'a|b'],
      ['0', '<img src=x onerror=alert(1)> `c` *d* \\ [e](f)\n| g'],
    ];
    assert.equal(
      markdownTable(rows),
      [
        '| Node | a\\|b |',
        '| --- | --- |',
        '| 0 | \\<img src=x onerror=alert(1)\\> \\`c\\` \\*d\\* \\\\ \\[e\\](f) \\| g |',
        '',
      ].join('\n'),
    );
  });
});
