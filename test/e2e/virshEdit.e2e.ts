import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../harness/needs.ts';
import { openWindow } from './workbench.ts';

/** The test driver's state lives in one process: edit and look in the same. */
const LINE =
  "EDITOR='code --wait' virsh -q -c test:///default 'edit test; dumpxml --inactive test' > stored.txt 2>&1; touch ended.txt";

describe("virsh edit with EDITOR='code --wait'", () => {
  it('checks the temporary file while it is edited, and virsh takes it when its tab is closed', async function () {
    needs('virsh', this);
    const window = await openWindow({ examples: true });
    await window.inTerminal(LINE);
    const name = await window.untilOpen(/^virsh\w+\.xml/);
    await window.goTo(5, 1);
    await window.type("<numatune><memory mode='strikt' nodeset='0'/></numatune>\n");
    await window.untilUnderlined('error', ['strikt']);
    await window.picture('virsh-edit');
    await window.putCursorAt('strikt');
    await window.quickFixes();
    await window.choose("'strict'");
    await window.untilUnderlined('error', []);
    await window.save(join(tmpdir(), name));
    assert.ok(!existsSync(join(window.folder, 'ended.txt')));
    await window.runCommand('View: Close Editor');
    const stored = join(window.folder, 'stored.txt');
    for (let tries = 0; tries < 100; tries++) {
      if (existsSync(join(window.folder, 'ended.txt'))) break;
      await window.page.waitForTimeout(200);
    }
    assert.match(readFileSync(stored, 'utf8'), /<memory mode='strict' nodeset='0'\/>/);
  });
});
