import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { openWindow } from './workbench.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const HOST = readFileSync(join(EXAMPLES, 'libvirt-xml.host.txt'), 'utf8');
const GUEST = readFileSync(join(EXAMPLES, 'vm1.xml'), 'utf8');

describe('in restricted mode', () => {
  it('all checks run, with the host file that lies in the folder', async () => {
    const window = await openWindow({ examples: true, restricted: true });
    await window.untilRestricted();
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
    await window.picture('restricted');
  });

  it('a host file outside of the folder is not read for the workspace, until it is trusted', async () => {
    const window = await openWindow({
      restricted: true,
      files: { 'guest.xml': GUEST, '../hosts/rack7.txt': HOST },
      settings: { 'libvirtXml.hostTopology': '../hosts/rack7.txt' },
    });
    await window.untilRestricted();
    await window.open('guest.xml');
    const text = await window.languageStatus('restricted mode');
    await window.picture('restricted-refused');
    assert.match(text, /'rack7\.txt' lies outside of the folder/);
    await window.leave();
    await window.untilUnderlined('error', []);

    await window.trust();
    await window.open('guest.xml');
    await window.untilUnderlined('error', ['strict']);
  });
});
