import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { schemaFolders, schemaRelease } from '../../server/src/machine/schemaFolders.ts';
import { copySchemas } from '../../scripts/packagedSchemas.mjs';
import { smallSchemaFiles } from '../harness/smallSchemas.ts';

describe("the folders of libvirt's schemas", () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'libvirt-xml-schemas-'))).replaceAll('\\', '/');
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  const found = () =>
    schemaFolders(`${root}/package`, root).map(({ folder, version }) => [
      folder.slice(root.length),
      version?.join('.'),
    ]);

  it('are those of the usual prefixes, in order, then the copy in the package', () => {
    assert.deepEqual(found(), []);
    const prefixes = [
      '/usr',
      '/usr/local',
      '/opt/homebrew',
      '/opt/local',
      '/run/current-system/sw',
    ];
    write({ 'package/dist/schemas/domain.rng': '', 'package/dist/schemas/release': '11.3.0\n' });
    assert.deepEqual(found(), [['/package/dist/schemas', '11.3.0']]);
    for (const prefix of prefixes) write({ [`${prefix}/share/libvirt/schemas/domain.rng`]: '' });
    assert.deepEqual(
      found().map(([folder]) => folder),
      [...prefixes.map((prefix) => `${prefix}/share/libvirt/schemas`), '/package/dist/schemas'],
    );
  });

  it('are none where no domain.rng lies in them', () => {
    write({ 'usr/share/libvirt/schemas/network.rng': '' });
    assert.deepEqual(found(), []);
  });

  it("tell libvirt's release by the library beside them", () => {
    const releaseWith = (prefix: string, library: string) => {
      write({ [`${prefix}/share/libvirt/schemas/domain.rng`]: '', [`${prefix}/${library}`]: '' });
      return schemaRelease(`${root}/${prefix}/share/libvirt/schemas`)?.join('.');
    };
    assert.equal(releaseWith('debian', 'lib/x86_64-linux-gnu/libvirt.so.0.9000.0'), '9.0.0');
    assert.equal(releaseWith('arm', 'lib/arm-linux-gnueabihf/libvirt.so.0.11003.2'), '11.3.2');
    assert.equal(releaseWith('fedora', 'lib64/libvirt.so.0.10010.0'), '10.10.0');
    assert.equal(releaseWith('mac', 'lib/libvirt.0.dylib'), undefined);
    assert.equal(releaseWith('other', 'lib/libvirt.so.0'), undefined);
  });

  it('tell it by the sources around them', () => {
    write({
      'libvirt/src/conf/schemas/domain.rng': '',
      'libvirt/meson.build': "project(\n  'libvirt', 'c',\n  version: '11.9.0',\n)\n",
    });
    assert.equal(schemaRelease(`${root}/libvirt/src/conf/schemas`)?.join('.'), '11.9.0');
    assert.equal(schemaRelease(`${root}/elsewhere`), undefined);
  });

  it('are put into a package with a notice, their licence and their release', () => {
    write({ ...smallSchemaFiles('rng'), 'LGPL-2.1': 'the licence', 'rng/note.txt': '' });
    const place = `${root}/package/dist/schemas`;
    const copy = copySchemas as (...args: readonly (string | undefined)[]) => string | undefined;
    assert.match(copy(`${root}/none`, undefined, undefined, place) ?? '', /holds no schemas/);
    assert.match(copy(`${root}/rng`, 'new', undefined, place) ?? '', /is no release of libvirt/);
    assert.match(copy(`${root}/rng`, '9.0.0', `${root}/no`, place) ?? '', /licence's text is not/);
    assert.equal(copy(`${root}/rng`, '9.0.0', `${root}/LGPL-2.1`, place), undefined);
    assert.deepEqual(found(), [['/package/dist/schemas', '9.0.0']]);
  });
});
