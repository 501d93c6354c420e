import assert from 'node:assert/strict';
import { findFiles } from '../../server/src/cli/findFiles.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';

async function find(
  paths: readonly string[],
  files: Readonly<Record<string, MemoryFile>>,
): Promise<readonly string[]> {
  const found = await findFiles(paths, memoryEnvironment(files));
  return found.map(({ path }) => path);
}

describe('findFiles', () => {
  it('takes files as they are named, and *.xml in folders at any depth', async () => {
    const files = { '/a/z.xml': '', '/a/b/c.XML': '', '/a/b/d.txt': '', '/e.conf': '' };
    assert.deepEqual(await find(['e.conf', 'a/', 'nowhere.xml'], files), [
      'e.conf',
      'a/b/c.XML',
      'a/z.xml',
      'nowhere.xml',
    ]);
    assert.deepEqual(await find(['.'], files), ['./a/b/c.XML', './a/z.xml']);
    assert.deepEqual(await find(['/'], files), ['/a/b/c.XML', '/a/z.xml']);
  });

  it('passes over hidden folders and node_modules, unless they are named', async () => {
    const files = { '/.git/a.xml': '', '/node_modules/b/c.xml': '', '/d/.e/f.xml': '' };
    assert.deepEqual(await find(['/'], files), []);
    assert.deepEqual(await find(['/.git', '/d/.e'], files), ['/.git/a.xml', '/d/.e/f.xml']);
  });

  it('takes globs that the shell left alone', async () => {
    const files = { '/a/b/vm1.xml': '', '/a/vm2.xml': '', '/a/vm3.conf': '', '/c/vm4.xml': '' };
    assert.deepEqual(await find(['a/**/*.xml'], files), ['a/b/vm1.xml', 'a/vm2.xml']);
    assert.deepEqual(await find(['/a/*.{xml,conf}'], files), ['/a/vm2.xml', '/a/vm3.conf']);
    assert.deepEqual(await find(['{a,c}/*.xml'], files), ['./a/vm2.xml', './c/vm4.xml']);
    assert.deepEqual(await find(['a/vm?.xml', 'a/[x].xml'], { ...files, '/a/[x].xml': '' }), [
      'a/vm2.xml',
      'a/[x].xml',
    ]);
  });

  it('takes them as people write them on Windows', async () => {
    const files = { '/a/b/vm1.xml': '', '/a/vm2.XML': '', '/C:/vm3.xml': '' };
    assert.deepEqual(await find(['a\\*.XML'], files), ['a/vm2.XML']);
    assert.deepEqual(await find(['.\\a\\**\\*.xml'], files), ['./a/b/vm1.xml']);
    assert.deepEqual(await find(['C:\\*.xml'], files), ['C:/vm3.xml']);
    assert.deepEqual(await find(['a'], files), ['a/b/vm1.xml', 'a/vm2.XML']);
  });

  it('passes over what Git ignores, by every .gitignore from the top of the repository on', async () => {
    const files = {
      '/repo/.git/HEAD': '',
      '/repo/.gitignore': 'build/\n*.tmp.xml\n',
      '/repo/a.xml': '',
      '/repo/b.tmp.xml': '',
      '/repo/build/c.xml': '',
      '/repo/guests/.gitignore': '!keep.tmp.xml\n/only-here.xml\n',
      '/repo/guests/keep.tmp.xml': '',
      '/repo/guests/only-here.xml': '',
      '/repo/guests/deep/only-here.xml': '',
      '/elsewhere/.gitignore': '*.xml',
      '/elsewhere/d.xml': '',
    };
    const all = ['/repo/a.xml', '/repo/guests/deep/only-here.xml', '/repo/guests/keep.tmp.xml'];
    assert.deepEqual(await find(['/repo'], files), all);
    assert.deepEqual(await find(['/repo/guests'], files), all.slice(1));
    assert.deepEqual(await find(['/elsewhere', '/repo/b.tmp.xml'], files), [
      '/elsewhere/d.xml',
      '/repo/b.tmp.xml',
    ]);
  });

  it('looks into an ignored folder that is named, and tells upper from lower case as Git does', async () => {
    const files = {
      '/repo/.git/HEAD': '',
      '/repo/.gitignore': 'build/\nold/*.xml\n',
      '/repo/build/.gitignore': 'tmp/\n',
      '/repo/build/c.xml': '',
      '/repo/build/tmp/d.xml': '',
      '/repo/current': { link: 'build' },
      '/repo/old/e.xml': '',
      '/repo/old/F.XML': '',
    };
    assert.deepEqual(await find(['/repo/build'], files), ['/repo/build/c.xml']);
    assert.deepEqual(await find(['/repo'], files), ['/repo/old/F.XML']);
  });

  it('finds each file once, under its own name', async () => {
    const files = {
      '/qemu/autostart/vm1.xml': { link: '/qemu/vm1.xml' },
      '/qemu/vm1.xml': '',
      '/other.xml': { link: 'qemu/vm2.xml' },
      '/qemu/vm2.xml': '',
    };
    assert.deepEqual(await find(['/qemu'], files), ['/qemu/vm1.xml', '/qemu/vm2.xml']);
    assert.deepEqual(await find(['qemu/vm1.xml', 'qemu', './qemu/vm1.xml'], files), [
      'qemu/vm1.xml',
      'qemu/vm2.xml',
    ]);
  });

  it('follows links, and does not run in circles', async () => {
    const files = {
      '/a/loop': { link: '/a' },
      '/a/up': { link: '..' },
      '/a/self.xml': { link: 'self.xml' },
      '/a/b/c.xml': '',
      '/d/out': { link: '/e' },
      '/e/f.xml': '',
      '/e/back': { link: '/d' },
    };
    assert.deepEqual(await find(['/a/b', '/d'], files), ['/a/b/c.xml', '/d/out/f.xml']);
    assert.deepEqual(
      (await find(['/a'], files)).filter((path) => !path.endsWith('self.xml')),
      ['/a/b/c.xml', '/a/up/e/f.xml'],
    );
  });

  it('names a folder that cannot be listed', async () => {
    const environment = memoryEnvironment({ '/a/b.xml': '', '/c/d.xml': '' });
    const found = await findFiles(['/'], {
      ...environment,
      listFolder: (path) =>
        path === '/c' ? Promise.resolve({ error: 'no' }) : environment.listFolder(path),
    });
    assert.deepEqual(
      found.map(({ path, error }) => [path, error]),
      [
        ['/a/b.xml', undefined],
        ['/c', 'no'],
      ],
    );
  });
});
