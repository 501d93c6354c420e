import assert from 'node:assert/strict';
import fc from 'fast-check';
import { URI } from 'vscode-uri';
import {
  globPathOf,
  keyOfUri,
  uriOfPath,
  type NamingManner,
} from '../../server/src/lsp/fileUris.ts';
import { folderOf, pathInFolder } from '../../server/src/machine/projects.ts';

const WINDOWS: NamingManner = { isWindows: true, ignoresCase: true, home: 'C:\\Users\\kim' };
const MAC: NamingManner = { isWindows: false, ignoresCase: true, home: '/Users/kim' };
const LINUX: NamingManner = { isWindows: false, ignoresCase: false, home: '/people/kim' };

describe('the URI of a path in the settings', () => {
  const cases: readonly [NamingManner, string, string | undefined, string | undefined][] = [
    [LINUX, 'hosts/rack7.txt', 'file:///srv/guests', 'file:///srv/guests/hosts/rack7.txt'],
    [LINUX, '../hosts/a b.txt', 'file:///srv/guests/', 'file:///srv/hosts/a%20b.txt'],
    // Written by a colleague on Windows.
    [LINUX, 'hosts\\rack7.txt', 'file:///srv/guests', 'file:///srv/guests/hosts/rack7.txt'],
    [LINUX, '/srv/back\\slash.txt', undefined, 'file:///srv/back%5Cslash.txt'],
    [LINUX, '~/rack7.txt', undefined, 'file:///people/kim/rack7.txt'],
    [LINUX, '~other/rack7.txt', 'file:///srv', 'file:///srv/~other/rack7.txt'],
    [LINUX, 'rack7.txt', undefined, undefined],
    [LINUX, 'file:///srv/rack7.txt', undefined, 'file:///srv/rack7.txt'],
    [LINUX, 'file:////srv/rack7.txt', undefined, 'file:////srv/rack7.txt'],
    [LINUX, 'hosts/a.txt', 'vscode-vfs://github/o/r', 'vscode-vfs://github/o/r/hosts/a.txt'],
    [LINUX, 'hosts\\a.txt', 'vscode-vfs://github/o/r', 'vscode-vfs://github/o/r/hosts/a.txt'],
    [MAC, '~/Hosts/rack7.txt', undefined, 'file:///Users/kim/Hosts/rack7.txt'],
    [WINDOWS, 'hosts\\rack7.txt', 'file:///c%3A/guests', 'file:///c%3A/guests/hosts/rack7.txt'],
    [WINDOWS, 'hosts/rack7.txt', 'file:///C:/guests', 'file:///c%3A/guests/hosts/rack7.txt'],
    [WINDOWS, '..\\..\\..\\a.txt', 'file:///c%3A/guests', 'file:///c%3A/a.txt'],
    [WINDOWS, 'D:\\hosts\\rack7.txt', 'file:///c%3A/guests', 'file:///d%3A/hosts/rack7.txt'],
    [WINDOWS, 'd:/hosts/./rack7.txt', undefined, 'file:///d%3A/hosts/rack7.txt'],
    [WINDOWS, '\\hosts\\rack7.txt', 'file:///d%3A/guests', 'file:///d%3A/hosts/rack7.txt'],
    [WINDOWS, '/hosts/rack7.txt', 'file:///d%3A/guests', 'file:///d%3A/hosts/rack7.txt'],
    [WINDOWS, '\\\\nas\\virt\\rack7.txt', undefined, 'file://nas/virt/rack7.txt'],
    [WINDOWS, '//nas/virt/rack7.txt', 'file:///c%3A/g', 'file://nas/virt/rack7.txt'],
    [WINDOWS, '..\\rack7.txt', 'file://nas/virt/guests', 'file://nas/virt/rack7.txt'],
    [WINDOWS, '~\\rack7.txt', undefined, 'file:///c%3A/Users/kim/rack7.txt'],
    [WINDOWS, '~/rack7.txt', undefined, 'file:///c%3A/Users/kim/rack7.txt'],
    [WINDOWS, 'rack7.txt', undefined, undefined],
    [WINDOWS, 'hosts\\a.txt', 'vscode-vfs://github/o/r', 'vscode-vfs://github/o/r/hosts/a.txt'],
  ];
  for (const [manner, path, folder, expected] of cases)
    it(`${path} in ${folder ?? 'no folder'}${manner.isWindows ? ' on Windows' : ''}`, () => {
      assert.equal(uriOfPath(path, folder, manner), expected);
    });

  it('is total', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.option(fc.webUrl()),
        fc.constantFrom(LINUX, MAC, WINDOWS),
        (path, folder, manner) => {
          uriOfPath(path, folder ?? undefined, manner);
          keyOfUri(path, manner);
        },
      ),
    );
  });
});

describe('URIs of one file', () => {
  const one: readonly [NamingManner, readonly string[]][] = [
    [
      WINDOWS,
      ['file:///c%3A/Guests/vm1.xml', 'file:///C:/Guests/vm1.xml', 'file:///c:/guests/VM1.xml'],
    ],
    [WINDOWS, ['file://NAS/virt/vm1.xml', 'file://nas/virt/vm1.xml']],
    [MAC, ['file:///Users/kim/VM1.xml', 'file:///users/Kim/vm1.xml']],
    [LINUX, ['file:///srv/a%20b.xml', 'file:///srv/a b.xml']],
    [LINUX, ['file:///srv/%7Ekim/%C3%A9.xml', 'file:///srv/~kim/é.xml']],
  ];
  for (const [manner, uris] of one)
    it(`have one key: ${uris.join(', ')}`, () => {
      assert.equal(new Set(uris.map((uri) => keyOfUri(uri, manner))).size, 1);
    });

  it('are told apart by case where the files are, and in other schemes everywhere', () => {
    assert.notEqual(keyOfUri('file:///srv/A.xml', LINUX), keyOfUri('file:///srv/a.xml', LINUX));
    const inGit = ['vscode-vfs://github/o/r/A.xml', 'vscode-vfs://github/o/r/a.xml'];
    assert.equal(new Set(inGit.map((uri) => keyOfUri(uri, WINDOWS))).size, 2);
  });
});

describe('globs of a path', () => {
  it('are those that editors match: with the drive, without a slash before it', () => {
    const paths = [
      ['file:///c%3A/hosts/rack7.txt', 'c:/hosts/rack7.txt'],
      ['file:///D:/hosts/rack7.txt', 'd:/hosts/rack7.txt'],
      ['file://nas/virt/rack7.txt', '//nas/virt/rack7.txt'],
      ['file:///srv/rack7.txt', '/srv/rack7.txt'],
      ['vscode-vfs://github/o/r/rack7.txt', '/o/r/rack7.txt'],
    ];
    for (const [uri, path] of paths) assert.equal(globPathOf(URI.parse(uri!)), path);
  });
});

describe('the folders above a file', () => {
  const above = (place: string): readonly string[] => {
    const folder = folderOf(place);
    return folder === undefined ? [] : [folder, ...above(folder)];
  };

  it('end at the top of a system, a drive or a share', () => {
    assert.deepEqual(above('/srv/vm1.xml'), ['/srv', '']);
    assert.deepEqual(above('C:/srv/vm1.xml'), ['C:/srv', 'C:']);
    assert.deepEqual(above('//nas/virt/a/vm1.xml'), ['//nas/virt/a', '//nas/virt']);
    assert.deepEqual(above('file:///srv/vm1.xml'), ['file:///srv', 'file://']);
    assert.deepEqual(above('file:///c%3A/srv/vm1.xml'), ['file:///c%3A/srv', 'file:///c%3A']);
    assert.deepEqual(above('file:///C:/vm1.xml'), ['file:///C:']);
    assert.deepEqual(above('file://nas/virt/a/vm1.xml'), ['file://nas/virt/a', 'file://nas/virt']);
    assert.deepEqual(above('vscode-vfs://github/o/vm1.xml'), [
      'vscode-vfs://github/o',
      'vscode-vfs://github',
    ]);
  });

  it('are what patterns are relative to', () => {
    assert.equal(pathInFolder('file:///c%3A/srv/a/vm1.xml', 'file:///c%3A/srv'), 'a/vm1.xml');
    assert.equal(pathInFolder('C:/srv/a/vm1.xml', 'C:/srv'), 'a/vm1.xml');
  });
});
