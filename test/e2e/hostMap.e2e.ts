import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { openWindow, type Window } from './workbench.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const HOST = readFileSync(join(EXAMPLES, 'libvirt-xml.host.txt'), 'utf8');
const GUEST = readFileSync(join(EXAMPLES, 'vm1.xml'), 'utf8');
const OTHER = `<domain type='kvm'>
  <name>web1</name>
  <memory unit='GiB'>6</memory>
  <vcpu placement='static' cpuset='10-13'>4</vcpu>
  <cputune>
    <vcpupin vcpu='0' cpuset='10'/>
    <vcpupin vcpu='1' cpuset='11'/>
  </cputune>
  <numatune>
    <memory mode='strict' nodeset='1'/>
  </numatune>
</domain>
`;
const FILES = { 'vm1.xml': GUEST, 'web1.xml': OTHER, 'libvirt-xml.host.txt': HOST };

/** Where the cursor of the editor is, as the status bar says it. */
const cursorIn = ({ page }: Window, words: string) =>
  page.locator('[id="status.editor.selection"]', { hasText: words }).waitFor({ timeout: 15_000 });

/** The page of the map inside VS Code's. */
const mapIn = ({ page }: Window): FrameLocator =>
  page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

const verdictIn = (window: Window) => mapIn(window).locator('.m-verdict[data-shown]');

async function untilSaid(window: Window, words: string | RegExp): Promise<void> {
  await verdictIn(window).filter({ hasText: words }).waitFor({ timeout: 45_000 });
}

const lineWith = ({ page }: Window, text: string) =>
  page.locator('.view-line', { hasText: text }).first();

async function resize({ page }: Window, width: number, height = 1040): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(800);
}

async function picture(window: Window, name: string): Promise<void> {
  const box = await window.page.locator('iframe.webview.ready').boundingBox();
  assert.ok(box !== null);
  await window.page.mouse.move(box.x + box.width - 20, box.y + box.height - 4);
  await window.picture(name, box);
}

/** The names of what the map consists of in the order of Chromium's own accessibility tree. */
async function readOrder({ page }: Window): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const all = (tree: typeof frameTree): string[] => [
    tree.frame.id,
    ...(tree.childFrames ?? []).flatMap(all),
  ];
  for (const frameId of all(frameTree).reverse()) {
    const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId });
    const main = nodes.find(({ role }) => role?.value === 'main');
    const names = new Map(nodes.map(({ nodeId, name }) => [nodeId, String(name?.value ?? '')]));
    if (main !== undefined) return main.childIds?.map((id) => names.get(id) ?? '') ?? [];
  }
  return [];
}

/** The folder's theme; `background` is what its editors then have. */
async function paint(window: Window, theme: string, background: string): Promise<void> {
  writeFileSync(
    join(window.folder, '.vscode/settings.json'),
    JSON.stringify({ 'workbench.colorTheme': theme }),
  );
  const isPainted = async () =>
    (await mapIn(window)
      .locator('body')
      .evaluate((body) => getComputedStyle(body).backgroundColor)) === background;
  for (let tries = 0; tries < 100 && !(await isPainted()); tries++)
    await window.page.waitForTimeout(200);
  assert.ok(await isPainted(), theme);
}

describe('the host map', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ files: FILES, settings: {} });
    // Two editors beside each other, of which each has room for all of a map.
    await resize(window, 2500);
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
    await window.press('Control+b');
  });
  after(() => window.close());

  it('opens by command beside the XML, and says where the memory lands', async () => {
    await window.runCommand('Libvirt XML: Show Host Map');
    await untilSaid(window, 'the guest needs 35 GiB; node 0 has 15 GiB');
    const map = mapIn(window);
    assert.match(await map.locator('header').innerText(), /3 nodes · 30 CPUs · 47 GiB/);
    for (const [node, state] of [
      '20 GiB short',
      '10 of 16 GiB free',
      '16 of 16 GiB free',
    ].entries())
      assert.ok(
        await map.getByRole('group', { name: `Node ${node}: ${state}` }).isVisible(),
        state,
      );
    const own = map.getByRole('link', { name: 'Node 0: vm1 takes 15 GiB' });
    const over = map.getByRole('link', { name: 'Node 0: 20 GiB more' });
    const [taken, missing] = [await own.boundingBox(), await over.boundingBox()];
    assert.ok(taken !== null && missing !== null && missing.x >= taken.x + taken.width - 4);
    assert.ok(Math.abs(missing.width / taken.width - 20 / 15) < 0.1, 'one scale');
    assert.equal(await map.locator('#m-map svg .spot[data-line=cpus]').count(), 30);
  });

  it('has the same figures as a table, which is folded, and first for who listens', async () => {
    const map = mapIn(window);
    const table = map.locator('#m-table table');
    assert.equal(await table.isVisible(), false);
    await map.locator('#m-table summary').click();
    assert.match(await table.innerText(), /web1/);
    assert.equal(await table.locator('tbody tr').count(), 3);
    await map.locator('#m-table summary').click();
    const [first] = await readOrder(window);
    assert.equal(first, 'The same as a table');
  });

  it('leads to the source, and marks where the cursor is', async () => {
    const map = mapIn(window);
    await map.getByRole('link', { name: 'Node 0: vm1 takes 15 GiB' }).click();
    await cursorIn(window, 'Ln 8');
    await map.locator('.at-cursor').first().waitFor();
    await lineWith(window, '<name>').click();
    await cursorIn(window, 'Ln 2');
    await map.locator('#guest-B').click();
    await window.untilOpen('web1.xml');
    // The panel follows the editor to the other guest, and back.
    await map.locator('h2', { hasText: 'What if web1' }).waitFor();
    await window.open('vm1.xml');
    await map.locator('h2', { hasText: 'What if vm1' }).waitFor();
  });

  it('can be walked by keys: a node is one stop, and what is in focus is told', async () => {
    const map = mapIn(window);
    await map.locator('.stop').first().focus();
    await window.press('ArrowRight');
    const tip = map.getByRole('tooltip');
    await tip.filter({ hasText: 'Node 0: vm1 takes 15 GiB' }).waitFor();
    await window.press('ArrowDown', 'End');
    await tip.filter({ hasText: 'CPU 9, node 0' }).waitFor();
    await window.press('Escape');
    assert.equal(await tip.isVisible(), false);
    await window.press('Home');
    await tip.filter({ hasText: 'CPU 0, node 0' }).waitFor();
    await window.press('ArrowUp', 'Enter');
    await cursorIn(window, 'Ln 8');
  });

  it('lights a guest up, wherever it is', async () => {
    const map = mapIn(window);
    await map.locator('h1').hover();
    await map.locator('#guest-B').hover();
    await map.getByRole('tooltip').filter({ hasText: 'web1' }).waitFor();
    const opacity = (name: string) =>
      map.getByRole('link', { name }).evaluate((spot) => getComputedStyle(spot).opacity);
    assert.equal(await opacity('Node 1: web1 takes 6 GiB'), '1');
    assert.equal(await opacity('Node 0: vm1 takes 15 GiB'), '0.4');
    await window.picture('host-map-hover');
    await map.locator('h1').hover();
  });

  it('is seen in every theme', async () => {
    await picture(window, 'host-map-light');
    await paint(window, 'Default High Contrast', 'rgb(0, 0, 0)');
    await picture(window, 'host-map-contrast');
    await paint(window, 'Default Dark Modern', 'rgb(31, 31, 31)');
    await picture(window, 'host-map-dark');
    // The README's.
    await resize(window, 2050, 830);
    await picture(window, 'host-map');
    await resize(window, 2500);
  });

  it('previews a plan by its radio button, and writes nothing; nothing moves', async () => {
    const map = mapIn(window);
    const before = await map.locator('#m-map').boundingBox();
    await map.locator('.m-card input').first().focus();
    await window.press('ArrowRight');
    await untilSaid(window, /Preview: preferred/);
    await map.getByRole('group', { name: 'Node 0: 0 of 15 GiB free' }).waitFor();
    await picture(window, 'host-map-preview');
    assert.deepEqual(await map.locator('#m-map').boundingBox(), before);
    assert.equal(
      await map.locator('.m-card input:checked').getAttribute('id'),
      await map.locator('.m-card input:focus').getAttribute('id'),
    );
    assert.match(await verdictIn(window).innerText(), /changes line 8/);
    assert.ok(await lineWith(window, "mode='strict'").isVisible());
    await map.locator('#m-verdict-back').click();
    await untilSaid(window, 'the guest needs 35 GiB');
  });

  it('shows another mode and node set, and says what is wrong with one', async () => {
    const map = mapIn(window);
    await map.locator('#m-other').click();
    await map.locator('#m-nodes').fill('7');
    await map.locator('#m-ask').click();
    await map.locator('#m-wrong', { hasText: 'node 7 does not exist on this host' }).waitFor();
    const cards = await map.locator('.m-card').count();
    await map.locator('#m-mode').selectOption('interleave');
    await map.locator('#m-nodes').fill('1-2');
    await map.locator('#m-ask').click();
    await untilSaid(window, /Preview: interleave on nodes 1-2/);
    assert.equal(await map.locator('.m-card').count(), cards + 1);
    await picture(window, 'host-map-other-plan');
  });

  it('leaves the other guests out when it is asked to', async () => {
    const map = mapIn(window);
    await map.locator('#m-verdict-back').click();
    await map.locator('label[for=m-alone]').click();
    await map.getByRole('group', { name: 'Node 1: 15 of 16 GiB free' }).waitFor();
    assert.equal(await map.locator('[data-guest=B]').count(), 0);
    await map.locator('label[for=m-all]', { hasText: 'all 2 guests' }).click();
    await map.locator('#guest-B').waitFor();
  });

  it('applies a plan as one edit that can be undone', async () => {
    const map = mapIn(window);
    const card = map.locator('.m-card', { hasText: 'preferred' });
    await card.getByRole('button', { name: 'Apply edit' }).click();
    await lineWith(window, "mode='preferred'").waitFor();
    await map
      .locator('.m-card[data-shown]', { hasText: 'as written' })
      .filter({ hasText: 'preferred' })
      .waitFor();
    await map.getByRole('group', { name: 'Node 0: 0 of 15 GiB free' }).waitFor();
    await lineWith(window, '<name>').click();
    await window.press('Control+z');
    await lineWith(window, "mode='strict'").waitFor();
    await map.getByRole('group', { name: 'Node 0: 20 GiB short' }).waitFor();
  });

  it('shows the last good picture, dimmed, while the XML is broken', async () => {
    const map = mapIn(window);
    await lineWith(window, '</numatune>').click();
    await window.press('Home');
    await window.type('<');
    await map.locator('#m-stale').waitFor();
    assert.match(await map.locator('#m-stale').innerText(), /shows an earlier state/);
    assert.equal(await map.getByRole('button', { name: 'Apply edit' }).count(), 0);
    await picture(window, 'host-map-stale');
    await window.press('Backspace');
    await map.locator('#m-stale').waitFor({ state: 'detached' });
  });

  it('goes out as SVG, PNG and Markdown', async () => {
    const path = (name: string) => join(window.folder, name);
    const out = async (way: string, name: string): Promise<Buffer> => {
      await mapIn(window).locator('#m-export').click();
      await window.pickListed(way);
      await window.chooseFile(path(name));
      for (let tries = 0; tries < 50 && !existsSync(path(name)); tries++)
        await window.page.waitForTimeout(100);
      await window.page.waitForTimeout(300);
      return readFileSync(path(name));
    };
    const svg = (await out('SVG', 'map.svg')).toString('utf8');
    assert.match(svg, /^<svg [^]*<\/svg>\n$/);
    assert.doesNotMatch(svg, /var\(/);
    assert.match(svg, /\.paper { fill: #[0-9a-f]{6} }/i);
    const png = await out('PNG', 'map.png');
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.equal(png.readUInt32BE(16), 2 * 1160);
    assert.match(
      (await out('Markdown', 'map.md')).toString('utf8'),
      /^\| .*vm1.*web1.*\|\n\| --- /,
    );
    await mapIn(window)
      .locator('#m-export')
      .evaluate('HTMLCanvasElement.prototype.toBlob = (done) => done(null)');
    await mapIn(window).locator('#m-export').click();
    await window.pickListed('PNG');
    assert.match(await window.notification('not exported'), /makes no PNG of it/);
  });

  it('is there again after the window was loaded anew', async () => {
    await window.page.reload();
    await untilSaid(window, 'the guest needs 35 GiB');
  });
});

describe('the host map in little room', () => {
  it('has one column, and the same words', async () => {
    const window = await openWindow({ files: FILES });
    await window.open('vm1.xml');
    await window.untilUnderlined('error', ['strict']);
    await window.press('Control+b');
    const lens = window.page.locator('.codelens-decoration a', { hasText: 'show map' });
    await lens.first().click();
    await untilSaid(window, 'the guest needs 35 GiB');
    await resize(window, 1500);
    await picture(window, 'host-map-medium');
    await resize(window, 716, 1900);
    await picture(window, 'host-map-narrow');
    const map = mapIn(window);
    const { scroll, width } = await map.locator('html').evaluate((html) => ({
      scroll: html.scrollWidth,
      width: html.clientWidth,
    }));
    assert.ok(width <= 340 && scroll <= width, `${scroll} in ${width}`);
    assert.equal(await map.locator('.m-card svg:not(.m-icon)').count(), 0);
    await map.locator('#m-legend summary').click();
    await map.locator('#m-legend svg').waitFor();
  });
});

describe('the host map without a host', () => {
  it('says what is asked, and how to go on', async () => {
    const window = await openWindow({ files: { 'vm1.xml': GUEST, 'rack7.txt': HOST } });
    await window.open('vm1.xml');
    await window.languageStatus('Host map');
    await window.page.locator('.monaco-hover:visible a', { hasText: 'Show Host Map' }).click();
    const map = mapIn(window);
    await map.locator('main', { hasText: 'vm1: 35 GiB, strict on 0' }).waitFor();
    assert.match(await map.locator('main').innerText(), /No host file is configured/);
    await picture(window, 'host-map-no-host');
    await map.getByRole('button', { name: 'Copy virsh capabilities' }).click();
    await map.getByRole('button', { name: 'Choose Host Files…' }).click();
    await window.chooseFile(join(window.folder, 'rack7.txt'));
    await untilSaid(window, 'the guest needs 35 GiB');
  });
});
