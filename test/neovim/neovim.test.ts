import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../harness/needs.ts';
import { ROOT } from '../harness/root.ts';

interface Session {
  readonly failed?: string;
  readonly told: readonly { line: number; column: number; message: string; code: string }[];
  readonly hover: string;
}

describe('Neovim', function () {
  this.timeout(90_000);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'libvirt-xml-neovim-')));
  before(function () {
    needs('nvim', this);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("shows the article's guest, explains the mode, switches it to preferred and saves", () => {
    for (const name of ['vm1.xml', 'libvirt-xml.host.txt'])
      copyFileSync(join(ROOT, 'examples', name), join(folder, name));
    const { stdout, stderr, status } = spawnSync(
      'nvim',
      ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-S', join(ROOT, 'test/neovim/session.lua')],
      {
        encoding: 'utf8',
        timeout: 80_000,
        env: {
          ...process.env,
          LIBVIRT_XML_NODE: process.execPath,
          LIBVIRT_XML_SERVER: join(ROOT, 'dist/server.js'),
          LIBVIRT_XML_FOLDER: folder,
          XDG_STATE_HOME: folder,
          XDG_CACHE_HOME: folder,
        },
      },
    );
    const line = stdout.split('\n').find((one) => one.startsWith('{'));
    assert.notEqual(line, undefined, `status ${String(status)}\n${stdout}\n${stderr}`);
    const session = JSON.parse(line ?? '') as Session;
    assert.equal(session.failed, undefined);
    const [first] = session.told;
    assert.equal(first?.code, 'numatune/node-too-small');
    assert.match(first.message, /^the guest needs 35 GiB; node 0 has 15 GiB/);
    assert.match(session.hover, /strict/);
    assert.match(readFileSync(join(folder, 'vm1.xml'), 'utf8'), /mode=["']preferred["']/);
  });
});
