import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGlob, readNamePattern } from '../../server/src/config/glob.ts';

function matches(pattern: string, path: string): boolean {
  const glob = readGlob(pattern);
  assert.ok(!('wrong' in glob), `${pattern} should be right`);
  return glob.matches(path);
}

/** pattern, paths that match, paths that do not */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['db-*.xml', ['db-1.xml', 'a/db-1.xml', 'a/b/db-.xml'], ['adb-1.xml', 'db-1.xml/x', 'db-1.xmls']],
  ['./db.xml', ['db.xml'], ['a/db.xml']],
  ['rack1/*.xml', ['rack1/a.xml'], ['rack1/a/b.xml', 'a/rack1/a.xml', 'rack1.xml']],
  ['rack1/**', ['rack1/a.xml', 'rack1/a/b.xml'], ['rack10/a.xml', 'a/rack1/a.xml']],
  ['rack1/', ['rack1/a.xml', 'rack1/a/b.xml'], ['rack2/a.xml']],
  ['**/test/*.xml', ['test/a.xml', 'a/b/test/a.xml'], ['atest/a.xml', 'test/b/a.xml']],
  ['a/**/b.xml', ['a/b.xml', 'a/x/y/b.xml'], ['b.xml', 'x/a/b.xml']],
  ['**', ['a.xml', 'a/b.xml'], []],
  ['db?.xml', ['db1.xml', 'db😀.xml'], ['db.xml', 'db12.xml']],
  ['db[1-3].xml', ['db1.xml', 'db3.xml'], ['db4.xml', 'db-.xml']],
  ['db[!1-3].xml', ['db4.xml', 'db!.xml'], ['db1.xml', 'db.xml']],
  ['x[]a].xml', ['x].xml', 'xa.xml'], ['xb.xml']],
  ['{db,web/front}*.xml', ['web/front1.xml'], ['front1.xml']],
  ['{db,web}*.xml', ['db1.xml', 'x/web.xml'], ['xdb.xml']],
  ['a.b+(c)$.xml', ['a.b+(c)$.xml'], ['aab+(c)$.xml', 'a.bc.xml']],
  ['*a*b*c', ['abc', 'xaxbxc', 'aabbcabc'], ['acb', 'abcx']],
];

describe('patterns of files', () => {
  for (const [pattern, meant, others] of CASES)
    it(`${pattern} matches what it means and nothing else`, () => {
      for (const path of meant) assert.ok(matches(pattern, path), path);
      for (const path of others) assert.ok(!matches(pattern, path), path);
    });

  it('say of themselves what is wrong with them', () => {
    for (const pattern of [
      '',
      '!a',
      '/a',
      'C:/a',
      'a\\b',
      '../a',
      'a/..',
      '[',
      '[]',
      '{a',
      'a}',
      '{a{b}}',
      ']',
    ])
      assert.ok('wrong' in readGlob(pattern), pattern);
  });

  it('match themselves when they are plain, and a star matches any name', () => {
    const name = fc.stringMatching(/^[a-z0-9. +()$^|_-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        fc.pre(names.every((one) => one !== '..' && one !== '.'));
        const path = `d/${names.join('/')}`;
        assert.ok(matches(path, path));
        assert.ok(matches(`d/${names.map(() => '*').join('/')}`, path));
        assert.ok(matches('d/**', path));
      }),
    );
  });

  it('are total, and quick on what makes expressions run for hours', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, path) => {
        const glob = readGlob(pattern);
        if (!('wrong' in glob)) glob.matches(path);
        const name = readNamePattern(pattern);
        if (!('wrong' in name)) name.matches(path);
      }),
    );
    const began = process.cpuUsage().user;
    assert.ok(!matches(`${'*a'.repeat(200)}b`, 'a'.repeat(4000)));
    assert.ok(!matches(`${'**/a/'.repeat(90)}b`, 'a/'.repeat(2000)));
    assert.ok(process.cpuUsage().user - began < 2_000_000, 'less than two seconds');
  });
});
