import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallSchemaFiles } from '../harness/smallSchemas.ts';
import { openWindow } from './workbench.ts';

const GUEST = `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>2</vcpu>
  <devices>
    <disk type='fiel'>
      <source file='/images/vm1.qcow2'/>
      <target dev='vda'/>
    </disk>
  </devices>

</domain>
`;
const EMPTY_LINE = 11;
const OURS = { 'libvirtXml.schemas': 'rng' };
const THEIRS = {
  ...OURS,
  'xml.fileAssociations': [{ systemId: 'rng/domain.rng', pattern: '**/theirs.xml' }],
};

describe("beside Red Hat's XML extension", () => {
  it('leaves what the schema says to it, where that has a schema, as soon as it has and no longer', async () => {
    const window = await openWindow({
      files: { 'ours.xml': GUEST, 'theirs.xml': GUEST, ...smallSchemaFiles('rng') },
      settings: THEIRS,
      besideRedHat: true,
    });
    await window.open('ours.xml');
    await window.untilUnderlined('warning', ['fiel']);
    await window.open('theirs.xml');
    await window.languageStatus('left to the XML extension');
    await window.untilUnderlined('warning', []);
    await window.goTo(EMPTY_LINE, 1);
    await window.type('<on_crash>');
    await window.page.locator('.view-line', { hasText: /^<on_crash>$/ }).waitFor();
    await window.press('Control+Z');
    writeFileSync(join(window.folder, '.vscode/settings.json'), JSON.stringify(OURS));
    await window.untilUnderlined('warning', ['fiel']);
    writeFileSync(join(window.folder, '.vscode/settings.json'), JSON.stringify(THEIRS));
    await window.untilUnderlined('warning', []);
  });
});
