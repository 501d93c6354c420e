// The program as it is shipped, on a real machine.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonReport } from '../../server/src/report/json.ts';
import { ROOT } from '../harness/root.ts';

const PROGRAM = join(ROOT, 'dist/cli.js');

describe('dist/cli.js', function () {
  let folder: string;

  before(function () {
    if (!existsSync(PROGRAM)) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-'));
  });

  after(() => {
    if (existsSync(PROGRAM)) rmSync(folder, { recursive: true });
  });

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
      maxBuffer: 1 << 30,
    });

  it("finds the article's guest", () => {
    const examples = join(ROOT, 'examples');
    const args = ['lint', '--host', join(examples, 'libvirt-xml.host.txt'), examples];
    const { status, stdout, stderr } = run(args);
    assert.match(stdout, /the guest needs 35 GiB; node 0 has 15 GiB/);
    assert.match(stdout, /^1 error.* in 2 files$/m);
    assert.equal(stderr, '');
    assert.equal(status, 1);
    assert.doesNotMatch(stdout, /\x1b/);
    assert.match(run(args, { FORCE_COLOR: '1' }).stdout, /\x1b\[1;31merror:/);
  });

  it('writes all of a large JSON document through a pipe, with any exit code', () => {
    const large = `<domain type='kvm'><memory>1048576</memory>${'<a b=1/>\n'.repeat(900)}</domain>`;
    for (let i = 0; i < 20; i++) writeFileSync(join(folder, `${i}.xml`), large);
    const { status, stdout } = run(['lint', '--format', 'json', '.']);
    assert.ok(stdout.length > 1_000_000);
    const report = JSON.parse(stdout) as JsonReport;
    assert.equal(report.files.length, 20);
    assert.equal(report.summary.findings.error, 20 * 900);
    assert.equal(status, 1);
  });

  it('says in a word that what it prints cannot be written', function () {
    if (!existsSync('/dev/full')) this.skip();
    const { status, stderr } = spawnSync(
      '/bin/sh',
      ['-c', '"$0" "$1" rules > /dev/full', process.execPath, PROGRAM],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, 'libvirt-xml: the output cannot be written: no space is left\n');
    assert.equal(status, 2);
  });

  it('reads real folders, links and what is no file', () => {
    const root = join(folder, 'links');
    mkdirSync(join(root, 'a'), { recursive: true });
    writeFileSync(join(root, 'a/vm.xml'), "<domain type='kvm'/>");
    symlinkSync(root, join(root, 'a/loop'));
    symlinkSync('vm.xml', join(root, 'a/again.xml'));
    symlinkSync('gone', join(root, 'a/dangling.xml'));
    const { status, stdout, stderr } = run(['lint', '--format=json', 'links', 'links/none.xml']);
    const report = JSON.parse(stdout) as JsonReport;
    assert.deepEqual(
      report.files.map(({ path, status: s }) => `${path} ${s}`),
      ['links/a/dangling.xml unreadable', 'links/a/vm.xml linted', 'links/none.xml unreadable'],
    );
    assert.equal(stderr.match(/cannot be read: it does not exist/g)?.length, 2);
    assert.equal(status, 2);
    assert.match(run(['lint', '--host', 'links', 'links']).stdout, /it is a folder/);
  });

  it('explains its rules from the pages beside it', () => {
    const { status, stdout } = run(['explain', 'host/empty']);
    assert.match(stdout, /^# host\/empty\n/);
    assert.equal(status, 0);
  });
});
