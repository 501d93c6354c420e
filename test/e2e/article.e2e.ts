import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, type Window } from './workbench.ts';

const FINDING = 'the guest needs 35 GiB; node 0 has 15 GiB';

describe("the article's guest", () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ examples: true });
    await window.open('vm1.xml');
  });
  after(() => window.close());

  it('is underlined at the mode that endangers it', async () => {
    await window.untilUnderlined('error', ['strict']);
  });

  it('is listed in the Problems panel, with source and rule', async () => {
    const row = await window.problem(FINDING);
    assert.match(await row.innerText(), /libvirt-xml.*numatune\/node-too-small/s);
  });

  it('is explained by a hover: the finding, the mode, the numbers of the host', async () => {
    const text = await window.hover('strict', 'only these host nodes');
    // The picture of the README: the editor's own part of the window.
    await window.picture('article-found', { x: 352, y: 36, width: 924, height: 468 });
    assert.match(text, /only these host nodes/);
    assert.match(text, /free \(snapshot\)/);
    assert.match(text, /0\t15 GiB\t13 GiB\t0-9\t21 to node 1, 31 to node 2/);
    await window.leave();
  });

  it('is held against the host that the status item names', async () => {
    const text = await window.languageStatus('nodes');
    await window.picture('status-host');
    assert.match(text, /libvirt-xml\.host\.txt\s+3 nodes, 30 CPUs, 47 GiB/);
    assert.match(text, /Choose Host File/);
    await window.leave();
  });

  it('has fixes, of which one key chooses preferred', async () => {
    await window.putCursorAt('strict');
    const titles = await window.quickFixes();
    await window.picture('article-fixes');
    assert.ok(titles.includes("Change the mode to 'preferred'"), titles.join('\n'));
    assert.ok(
      titles.some((title) => title.startsWith('Interleave over nodes')),
      titles.join('\n'),
    );
    await window.choose("Change the mode to 'preferred'");
    await window.untilUnderlined('error', []);
  });

  it('is then clean, also on disk', async () => {
    const saved = await window.save('vm1.xml');
    await window.picture('article-fixed');
    assert.match(saved, /<memory mode='preferred' nodeset='0'\/>/);
    const original = readFileSync(join(import.meta.dirname, '../../examples/vm1.xml'), 'utf8');
    assert.equal(saved, original.replace("mode='strict'", "mode='preferred'"));
  });
});

describe('the healthy guest', () => {
  it('has nothing underlined and no problem', async () => {
    const window = await openWindow({ examples: true });
    await window.open('healthy.xml');
    // The status item tells that the guest has been looked at.
    await window.languageStatus('nodes');
    await window.leave();
    for (const kind of ['error', 'warning', 'info', 'hint'] as const)
      await window.untilUnderlined(kind, []);
    await window.picture('healthy');
  });
});
