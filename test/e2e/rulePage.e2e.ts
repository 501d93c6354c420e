import { openWindow, type Window } from './workbench.ts';

describe('the page of a rule', () => {
  let window: Window;
  beforeEach(async () => {
    window = await openWindow({ examples: true });
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
  });

  it("opens when the finding's code is clicked in the Problems panel", async () => {
    const row = await window.problem('numatune/node-too-small');
    await row.locator('a', { hasText: 'numatune/node-too-small' }).click();
    await window.untilPreview('numatune/node-too-small');
    await window.picture('rule-page');
  });

  it('opens from the hover', async () => {
    await window.hover('strict', 'only these host nodes');
    await window.page
      .locator('.monaco-hover:visible a', { hasText: 'numatune/node-too-small' })
      .first()
      .click();
    await window.untilPreview('numatune/node-too-small');
  });

  it('opens by command, which offers the rule of the line first', async () => {
    await window.putCursorAt('strict');
    await window.runCommand('Libvirt XML: Explain Rule');
    await window.pick('numatune/node-too-small');
    await window.untilPreview('numatune/node-too-small');
  });
});
