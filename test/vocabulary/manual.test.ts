import assert from 'node:assert/strict';
import { commonIn } from '../../server/src/vocabulary/common.ts';
import { manualPlace } from '../../server/src/vocabulary/manual.ts';

describe('manualPlace', () => {
  const place = (path: string): string | undefined => manualPlace(path.split('/'));

  it('finds the page by the root, and the section by the longest path that has one', () => {
    assert.equal(place('domain'), 'formatdomain.html');
    assert.equal(place('domain/name'), 'formatdomain.html#general-metadata');
    assert.equal(place('domain/os'), 'formatdomain.html#operating-system-booting');
    assert.equal(place('domain/os/loader'), 'formatdomain.html#bios-bootloader');
    assert.equal(place('domain/devices/emulator'), 'formatdomain.html#devices');
    assert.equal(
      place('domain/devices/disk/source/auth'),
      'formatdomain.html#hard-drives-floppy-disks-cdroms',
    );
    assert.equal(place('network/ip/dhcp'), 'formatnetwork.html#addressing');
    assert.equal(place('volume/target'), 'formatstorage.html');
    assert.equal(place('interface/start'), undefined);
    assert.equal(place('constructor'), undefined);
  });

  it('tells a domain in another document from a <domain> that is none', () => {
    assert.equal(place('domainsnapshot/domain/cpu'), 'formatdomain.html#cpu-model-and-topology');
    assert.equal(place('domainsnapshot/disks'), 'formatsnapshot.html');
    assert.equal(place('network/domain'), 'formatnetwork.html#connectivity');
  });
});

describe('commonIn', () => {
  const names = (found: readonly { readonly name: string }[]): string[] =>
    found.map(({ name }) => name);

  it('tells what is common at a place, and which words are', () => {
    const disk = commonIn('disk', 'devices');
    assert.deepEqual(names(disk.children).slice(0, 3), ['driver', 'source', 'target']);
    assert.deepEqual(
      disk.attributes.map(({ name, isUsual }) => `${name} ${isUsual}`),
      ['type true', 'device true'],
    );
    assert.equal(disk.attributes[0]?.words[0], 'file');
  });

  it('knows places by their parent, and nothing of others', () => {
    assert.notDeepEqual(commonIn('target', 'disk'), commonIn('target', 'interface'));
    assert.deepEqual(names(commonIn('network', undefined).children).slice(0, 1), ['name']);
    assert.deepEqual(commonIn('strange', 'devices'), { attributes: [], children: [], words: [] });
    assert.deepEqual(commonIn('type', 'os').words, ['hvm']);
  });
});
