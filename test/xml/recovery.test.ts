// recovery.md holds texts as they look while somebody types: what is said of each, and the tree that is kept of it.
// `UPDATE=1` rewrites it; read what it wrote.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { readMarks } from '../harness/marks.ts';
import { blocksOf, withBlocks, type Block } from '../harness/pages.ts';
import { ROOT } from '../harness/root.ts';
import { pictureOf, treeOf } from './picture.ts';

const path = 'test/xml/recovery.md';
const text = readFileSync(join(ROOT, path), 'utf8');
const blocks = blocksOf(text);
const updates = new Map<Block, string>();

describe('what is half typed or damaged', () => {
  for (const [index, block] of blocks.entries()) {
    const tree = blocks[index + 1];
    if (block.language !== 'xml' || tree?.language !== 'tree') continue;
    it(block.heading, () => {
      expectOrUpdate(block, pictureOf(block.text));
      expectOrUpdate(tree, treeOf(parseXml(readMarks(block.text).clean)));
    });
  }

  it('is nothing in an empty or blank text, nor in one without any element', () => {
    for (const text of [
      '',
      ' \n\t\r\n',
      '\ufeff',
      'hello & < world',
      '<!-- a',
      '</a>',
      '<?xml?>',
      '<!DOCTYPE a [',
    ]) {
      const { problems, document } = parseXml(text);
      assert.deepEqual(problems, []);
      assert.equal(document.documentElement, null);
    }
  });

  after(() => {
    if (updates.size > 0) writeFileSync(join(ROOT, path), withBlocks(text, updates));
  });
});

function expectOrUpdate(block: Block, actual: string): void {
  if (process.env['UPDATE'] === '1') updates.set(block, actual);
  else assert.equal(actual, block.text, `${path}:${block.line}`);
}
