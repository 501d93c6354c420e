// What no file of the repository may hold.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../harness/root.ts';

const NOT_OURS = new Set(['.git', '.vscode-test', 'dist', 'node_modules', 'test-output']);
const TEXT = /(\.(c?m?[jt]s|json|md|xml|txt|py|svg|css|ya?ml)|ignore|rc|LICENSE|run)$/;

/** Written in halves, so that this file may be looked at as well. */
const FORBIDDEN: readonly [string, RegExp][] = [
  [
    'a note to do it later',
    new RegExp(['\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', '\\bXX' + 'X\\b'].join('|')),
  ],
  ['a lint rule turned off in passing', new RegExp('eslint-' + 'disable')],
  ['a type error silenced', new RegExp('@ts-' + '(ignore|nocheck|expect-error)')],
  ["a registry's host", new RegExp('registry\\.' + '[a-z]+\\.(org|com)')],
  ['a path of one machine', new RegExp('(?<![\\w.])/(root|work|home/\\w+)' + '/')],
];

describe('the files of the repository', () => {
  const files = textFiles('');
  it('are found', () => {
    assert.ok(files.includes('package.json') && files.includes('server/src/rules/rule.ts'));
  });
  for (const [what, pattern] of FORBIDDEN)
    it(`hold not ${what}`, () => {
      const found = files.filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8')));
      assert.deepEqual(found, []);
    });
});

function textFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (folder === '' && NOT_OURS.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return textFiles(path);
    return entry.isFile() && TEXT.test(entry.name) ? [path] : [];
  });
}
