import assert from 'node:assert/strict';
import { smallSchemaFiles } from '../harness/smallSchemas.ts';
import { openWindow, type Window } from './workbench.ts';

const GUEST = `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>2</vcpu>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>

  </devices>

</domain>
`;
const EMPTY_DEVICE = 7;
const EMPTY_LINE = 9;
const WITH_DISK = GUEST.replace(
  '\n\n  </devices>',
  `
    <disk type='file'>
      <driver name='qemu' cache='none'/>
      <source file='/images/vm1.qcow2'/>
      <target dev='vda'/>
    </disk>
  </devices>`,
);

function openGuest(text: string): Promise<Window> {
  return openWindow({
    files: { 'guest.xml': text, ...smallSchemaFiles('rng') },
    settings: { 'libvirtXml.schemas': 'rng', 'libvirtXml.autoCloseTags': 'on' },
  });
}

async function untilRead(window: Window): Promise<void> {
  await window.open('guest.xml');
  await window.languageStatus('domain.rng');
  await window.leave();
}

async function lineWith(window: Window, text: string): Promise<void> {
  await window.page.locator('.view-line', { hasText: text }).first().waitFor();
}

/** Opens or closes a part of the side bar. */
async function toggle(window: Window, title: string, isOpen: boolean): Promise<void> {
  const header = window.page.locator('.pane-header', { hasText: title }).first();
  if ((await header.getAttribute('aria-expanded')) !== String(isOpen)) await header.click();
}

describe('writing by the schema', () => {
  let window: Window;
  beforeEach(async () => {
    window = await openGuest(GUEST);
    await untilRead(window);
  });

  const saved = () => window.save('guest.xml');

  it('a disk comes from <d by completion alone', async () => {
    await window.goTo(EMPTY_DEVICE, 1);
    await window.type('    <d');
    await window.suggestions(/^disk/);
    await window.picture('schema-elements');
    await window.take(/^disk/);
    await window.press('Escape', 'Escape', 'Escape');
    const text = await saved();
    assert.match(
      text,
      /<disk type='file'>\s+<driver name='qemu' type='qcow2'\/>\s+<source file=''\/>\s+<target dev='vda' bus='virtio'\/>\s+<\/disk>/,
    );
    await window.untilUnderlined('error', []);
    await window.untilUnderlined('warning', []);
  });

  it('attributes and their values are offered', async () => {
    await window.goTo(EMPTY_DEVICE, 1);
    await window.type("    <disk type='file'><driver ");
    const attributes = await window.suggestions(/^cache/);
    assert.ok(
      attributes.some((label) => label.startsWith('name')),
      attributes.join('\n'),
    );
    await window.type('cache="');
    const values = await window.suggestions(/^writethrough/);
    await window.picture('schema-values');
    assert.deepEqual(values.map((label) => label.split(' ')[0]).toSorted(), [
      'none',
      'writeback',
      'writethrough',
    ]);
  });

  it('a tag closes itself', async () => {
    await window.goTo(EMPTY_LINE, 1);
    await window.type('  <on_crash>');
    await lineWith(window, '<on_crash></on_crash>');
    await window.suggestions(/^destroy/);
    await window.take(/^restart/);
    assert.match(await saved(), /^ {2}<on_crash>restart<\/on_crash>$/m);
    await window.press('End', 'Enter');
    await window.type('<cputune/><description>none</');
    await lineWith(window, '<description>none</description>');
    assert.match(await saved(), /<cputune\/><description>none<\/description>\n/);
  });
});

describe('mending by the schema', () => {
  it('adds what is missing, with the cursor where something is to be typed', async () => {
    const window = await openGuest(WITH_DISK.replace(/\n.*<target.*/, ''));
    await untilRead(window);
    await window.untilUnderlined('warning', ['disk']);
    await window.putCursorAt('disk');
    const titles = await window.quickFixes();
    assert.ok(titles.includes('Add <target>'), titles.join('\n'));
    await window.picture('schema-addition');
    await window.choose('Add <target>');
    await lineWith(window, '<target');
    await window.type('sdq');
    await window.press('Escape', 'Escape');
    assert.match(
      await window.save('guest.xml'),
      /^ {6}<source file='\/images\/vm1\.qcow2'\/>\n {6}<target dev='sdq'[^\n]*\/>\n {4}<\/disk>$/m,
    );
    await window.untilUnderlined('warning', []);
  });
});

describe('reading by the schema', () => {
  let window: Window;
  before(async () => {
    window = await openGuest(WITH_DISK);
    await untilRead(window);
  });
  after(() => window.close());

  it('a hover says what an attribute may be', async () => {
    const text = await window.hover('cache', '/domain/devices/disk/driver/@cache');
    await window.picture('schema-hover');
    assert.match(text, /optional, none, writeback or writethrough/);
    await window.leave();
  });

  it('the outline reads as an administrator thinks', async () => {
    // The outline takes the room that the files leave.
    await toggle(window, 'Outline', true);
    await toggle(window, 'guests', false);
    const row = window.page.locator('.monaco-list-row', { hasText: 'disk vda' });
    await row.first().waitFor();
    assert.match(await row.first().innerText(), /\/images\/vm1\.qcow2/);
    await window.picture('schema-outline');
  });

  it('three typos are three squiggles', async () => {
    const typos = await openGuest(
      WITH_DISK.replace('cache=', 'cahce=')
        .replace('<vcpu>2</vcpu>', '<vpcu>2</vpcu>')
        .replace("type='file'", "type='fiel'"),
    );
    await typos.open('guest.xml');
    await typos.untilUnderlined('warning', ['vpcu', 'fiel', 'cahce']);
    await typos.picture('schema-typos');
  });
});
