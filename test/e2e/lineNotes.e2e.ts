import assert from 'node:assert/strict';
import { openWindow } from './workbench.ts';

describe('notes at the lines', () => {
  it('a line above the domain says how it lands, and what a set comes to stands behind it', async () => {
    const window = await openWindow({ examples: true });
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
    const lens = window.page.locator('.codelens-decoration', { hasText: 'does not fit node 0' });
    await lens.waitFor({ state: 'attached' });
    const box = await lens.boundingBox();
    await window.picture('line-notes');
    assert.ok(box !== null && box.y > 0);
  });
});
