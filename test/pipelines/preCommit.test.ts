import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../harness/needs.ts';
import { ROOT } from '../harness/root.ts';

describe('pre-commit', function () {
  // It installs and packs this repository as a user's machine would.
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-pre-commit-'));
  before(function () {
    needs('pre-commit', this);
    needs('git', this);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs the hook of this repository over the domains of another', () => {
    const guests = join(folder, 'guests');
    const git = (...args: readonly string[]) => {
      const { status, stderr } = spawnSync('git', args, { cwd: guests, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    };
    spawnSync('git', ['init', '-q', guests]);
    for (const name of ['vm1.xml', 'healthy.xml', 'libvirt-xml.host.txt'])
      copyFileSync(join(ROOT, 'examples', name), join(guests, name));
    git('add', '-A');
    const { stdout, stderr, status } = spawnSync(
      'pre-commit',
      ['try-repo', ROOT, 'libvirt-xml', '--all-files', '--verbose'],
      {
        cwd: guests,
        encoding: 'utf8',
        env: { ...process.env, PRE_COMMIT_HOME: join(folder, 'home'), PRE_COMMIT_COLOR: 'never' },
      },
    );
    assert.match(stdout, /libvirt-xml\.+(Passed|Failed)/, stdout + stderr);
    assert.match(stdout, /numatune\/strict-unchecked|numatune\/node-too-small/);
    assert.match(stdout, /in 2 files/);
    assert.ok(status === 0 || status === 1);
  });
});
