import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { openWindow } from './workbench.ts';

const GUEST = readFileSync(join(import.meta.dirname, '../../examples/vm1.xml'), 'utf8');

describe('guests that are in no folder', () => {
  it('are checked while they are nothing but an untitled document', async () => {
    const window = await openWindow({ examples: true });
    await window.newUntitled('XML');
    await window.type(
      "<domain type='kvm'><memory unit='GiB'>2</memory><vcpu>1</vcpu><numatune><memory mode='strict' nodeset='x'/></numatune></domain>",
    );
    await window.untilUnderlined('error', ['x']);
    await window.picture('untitled');
  });

  it('are checked where they lie, as under virsh edit', async () => {
    const window = await openWindow({ files: { 'readme.txt': 'no guest here' } });
    const elsewhere = join(window.folder, '../virshA1B2C3.xml');
    writeFileSync(elsewhere, GUEST.replace("nodeset='0'", "nodeset='0-'"));
    await window.openPath(elsewhere);
    await window.untilUnderlined('error', ['0-']);
  });
});

describe('XML that is no domain', () => {
  it('sees nothing of the extension, and starts no server', async () => {
    const window = await openWindow({
      files: { 'pom.xml': '<project>\n  <memory mode="strikt" nodeset="x"/>\n</project>\n' },
    });
    await window.open('pom.xml');
    await window.page.waitForTimeout(3_000);
    for (const kind of ['error', 'warning', 'info', 'hint'] as const)
      assert.deepEqual(await window.underlined(kind), []);
    assert.equal(await window.hasLanguageStatus(), false);
    assert.deepEqual(await window.commands('Libvirt XML: Show Output'), []);
  });
});

describe('the language server', () => {
  it('can be restarted, and then knows the open guests again', async () => {
    const window = await openWindow({ examples: true });
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
    await window.runCommand('Libvirt XML: Restart Language Server');
    await window.untilUnderlined('error', []);
    await window.untilUnderlined('error', ['strict']);
    await window.languageStatus('3 nodes');
  });
});
