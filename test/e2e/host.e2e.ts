import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { openWindow, type Window } from './workbench.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const HOST = readFileSync(join(EXAMPLES, 'libvirt-xml.host.txt'), 'utf8');
const GUEST = readFileSync(join(EXAMPLES, 'vm1.xml'), 'utf8');
/** With a first node on which the article's guest fits. */
const LARGER_HOST = HOST.replace('node 0 size: 15360 MB', 'node 0 size: 65536 MB').replace(
  'node 0 free: 13312 MB',
  'node 0 free: 61440 MB',
);

describe('a host file that changes', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ examples: true });
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
  });
  after(() => window.close());

  it('checks the guests again when it changes on disk', async () => {
    const file = join(window.folder, 'libvirt-xml.host.txt');
    writeFileSync(file, LARGER_HOST);
    await window.untilUnderlined('error', []);
    writeFileSync(file, HOST);
    await window.untilUnderlined('error', ['strict']);
  });

  it('checks them again while it is typed, before it is saved', async () => {
    await window.problem('node 0 has 15 GiB');
    await window.open('libvirt-xml.host.txt');
    await window.goTo(3, 'node 0 size: '.length + 1);
    await window.type('9');
    await window.untilNoProblem('node 0 has 15 GiB');
    await window.picture('host-typed');
    await window.press('Backspace');
    await window.problem('node 0 has 15 GiB');
  });

  it('says in the host file itself what is wrong with it', async () => {
    await window.goTo(3, 'node 0 size: '.length + 1);
    await window.type('x');
    const row = await window.problem('host/');
    await window.picture('host-broken');
    assert.match(await row.innerText(), /libvirt-xml/);
    await window.press('Backspace');
    await window.untilNoProblem('host/');
  });
});

describe('a host file outside of the folder', () => {
  it('is used by its path, and watched', async () => {
    const window = await openWindow({
      files: { 'guest.xml': GUEST, '../hosts/rack7.txt': HOST },
      settings: { 'libvirtXml.hostTopology': '../hosts/rack7.txt' },
    });
    await window.open('guest.xml');
    await window.untilUnderlined('error', ['strict']);
    // The editor's watcher of files outside starts in a process of its own, and nobody is told when.
    await window.page.waitForTimeout(3000);
    writeFileSync(join(window.folder, '../hosts/rack7.txt'), LARGER_HOST);
    await window.untilUnderlined('error', []);
  });
});

describe('without a host file', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ files: { 'guest.xml': GUEST, 'rack7.txt': HOST } });
    await window.open('guest.xml');
  });
  after(() => window.close());

  it('says which checks rest, and judges nothing that needs the host', async () => {
    const text = await window.languageStatus('No host file');
    await window.picture('status-no-host');
    assert.match(text, /\d+ checks rest\s+no host file is configured/);
    await window.leave();
    await window.untilUnderlined('error', []);
  });

  it('takes the file that is chosen, and writes it down for the folder', async () => {
    await window.runCommand('Libvirt XML: Choose Host Topology File');
    await window.chooseFile(join(window.folder, 'rack7.txt'));
    await window.untilUnderlined('error', ['strict']);
    const settings: unknown = JSON.parse(
      readFileSync(join(window.folder, '.vscode/settings.json'), 'utf8'),
    );
    assert.deepEqual(settings, { 'libvirtXml.hostTopology': 'rack7.txt' });
  });
});
