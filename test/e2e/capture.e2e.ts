import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../harness/needs.ts';
import { forgetVirshCalls, virshCalls } from './programs.ts';
import { openWindow, type Window } from './workbench.ts';

const GUEST = `<domain type='kvm'>
  <name>new</name>
  <memory unit='GiB'>1</memory>
  <vcpu>2</vcpu>
  <numatune>
    <memory mode='strict' nodeset='4'/>
  </numatune>
</domain>
`;
const COMMANDS = [
  'virsh -q -c test:///default capabilities',
  'virsh -q -c test:///default freepages --all',
  'virsh -q -c test:///default freecell --all',
  'virsh -q -c test:///default nodememstats --cell N',
  'virsh -q -c test:///default version',
];
const FILE = 'test.libvirt-host.json';

describe('capturing a host', () => {
  let window: Window;
  before(async function () {
    needs('virsh', this);
    window = await openWindow({
      files: { 'guest.xml': GUEST },
      // Nobody's folder says what is run.
      settings: { 'libvirtXml.virshPath': '/bin/false' },
    });
    await window.open('guest.xml');
    await window.languageStatus('No host file');
    await window.leave();
  });
  after(() => window.close());
  beforeEach(forgetVirshCalls);

  it('takes no connection that runs something else, and then runs nothing', async () => {
    await window.runCommand('Libvirt XML: Capture Host Topology');
    await window.pickListed('Another connection');
    await window.fillIn(
      'qemu+ext:///system?command=/bin/sh',
      'is no connection that is asked here',
    );
    await window.picture('capture-refused');
    await window.press('Enter', 'Escape');
    assert.deepEqual(virshCalls(), []);
  });

  it('runs nothing that was not confirmed', async () => {
    await window.runCommand('Libvirt XML: Capture Host Topology');
    await window.pickListed('test:///default');
    const asked = await window.dialog('run these commands now?');
    await window.picture('capture-confirm');
    for (const command of COMMANDS) assert.ok(asked.includes(command), asked);
    assert.ok(!asked.includes('/bin/false'));
    await window.answerDialog('Cancel');
    assert.deepEqual(virshCalls(), []);
  });

  it('writes what the host tells where the user wants it, and uses it', async () => {
    await window.runCommand('Libvirt XML: Capture Host Topology');
    await window.pickListed('test:///default');
    await window.dialog('run these commands now?');
    await window.answerDialog('Run These Commands');
    await window.chooseFile(join(window.folder, FILE));
    await window.untilOpen(FILE);
    const said = await window.notification('look at it before you use it');
    await window.picture('capture-written');
    assert.match(said, /nodememstats --cell 0' did not answer: .*not supported/);
    await window.notification('look at it before you use it', 'Use as Host');
    assert.deepEqual(
      virshCalls(),
      COMMANDS.flatMap((line) => {
        const call = line.replace('virsh ', '');
        return call.endsWith('N') ? [call.replace('N', '0'), call.replace('N', '1')] : [call];
      }),
    );
    await window.open('guest.xml');
    await window.untilUnderlined('error', ['4']);
    const settings: unknown = JSON.parse(
      readFileSync(join(window.folder, '.vscode/settings.json'), 'utf8'),
    );
    assert.deepEqual(settings, {
      'libvirtXml.virshPath': '/bin/false',
      'libvirtXml.hostTopology': FILE,
    });
  });

  it('refreshes the free figures of a host file, and leaves the rest to its owner', async () => {
    const file = join(window.folder, 'rack7.json');
    writeFileSync(
      file,
      '{\n  // rack 7\n  "capturedAt": "2025-06-30",\n  "nodes": [{ "id": 0, "memory": "4 GiB", "free": "1 KiB" }]\n}\n',
    );
    await window.openPath(file);
    await window.runCommand('Libvirt XML: Refresh Host Topology');
    await window.pickListed('test:///default');
    await window.dialog('run these commands now?');
    await window.answerDialog('Run These Commands');
    await window.notification('The free figures are new');
    await window.picture('capture-refreshed');
    assert.match(readFileSync(file, 'utf8'), /"free": "1 KiB"/);
    const saved = await window.save(file);
    // virsh's made-up host has new free memory each time.
    const [, day, free] =
      /^\{\n {2}\/\/ rack 7\n {2}"capturedAt": "(.*)",\n {2}"nodes": \[\{ "id": 0, "memory": "4 GiB", "free": "(.*)" \}\]\n\}\n$/.exec(
        saved,
      ) ?? [];
    assert.match(day ?? saved, /^2\d{3}-\d\d-\d\dT/);
    assert.match(free ?? saved, /^\d+ [KMG]iB$/);
    assert.notEqual(free, '1 KiB');
    assert.ok(existsSync(join(window.folder, FILE)));
  });
});

describe('in restricted mode, capturing a host', () => {
  it('is not offered', async () => {
    const window = await openWindow({ files: { 'guest.xml': GUEST }, restricted: true });
    await window.untilRestricted();
    await window.open('guest.xml');
    await window.untilUnderlined('error', []);
    assert.notDeepEqual(await window.commands('Libvirt XML: Choose Host'), []);
    assert.deepEqual(await window.commands('Libvirt XML: Capture Host'), []);
    assert.deepEqual(await window.commands('Libvirt XML: Refresh Host'), []);
  });
});
