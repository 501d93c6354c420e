import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundGuest, SMALL_HOST as SMALL } from '../harness/smallGuest.ts';
import { openWindow } from './workbench.ts';

const HOST = readFileSync(join(import.meta.dirname, '../../examples/libvirt-xml.host.txt'), 'utf8');
const guest = (nodes: string): string => boundGuest('g', 1, nodes);

describe('a workspace of several folders', () => {
  it('holds each folder against a host of its own, found by its name or by the setting of the folder', async () => {
    const window = await openWindow({
      roots: ['a', 'b', 'c'],
      files: {
        'a/in-a.xml': guest('2'),
        'a/libvirt-xml.host.txt': HOST,
        'b/in-b.xml': guest('2'),
        'b/hosts/small.txt': SMALL,
        'b/.vscode/settings.json': '{ "libvirtXml.hostTopology": "hosts/small.txt" }',
        'c/in-c.xml': guest('2'),
      },
    });
    await window.open('in-b.xml');
    await window.untilUnderlined('error', ['2']);
    await window.languageStatus(/small\.txt/);
    await window.leave();
    await window.open('in-a.xml');
    await window.languageStatus(/3 nodes/);
    await window.leave();
    await window.untilUnderlined('error', []);
    await window.open('in-c.xml');
    await window.languageStatus('No host file');
    await window.leave();
    await window.untilUnderlined('error', []);

    writeFileSync(join(window.folder, 'c/libvirt-xml.host.txt'), SMALL);
    await window.untilUnderlined('error', ['2']);
    await window.picture('multi-root');
  });
});
