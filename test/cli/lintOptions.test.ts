import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../server/src/cli/cli.ts';
import { nodeEnvironment } from '../../server/src/cli/nodeEnvironment.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { ROOT } from '../harness/root.ts';

const HOST = `node 0 cpus: 0 1 2 3
node 0 size: 15360 MB
node 1 cpus: 4 5 6 7
node 1 size: 61440 MB
`;
const GUEST = `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>35</memory>
  <vcpu>4</vcpu>
  <numatune>
    <memory mode='strict' nodeset='0'/>
  </numatune>
</domain>
`;
/** A value without quotes: a safe fix puts them around it. */
const BARE = GUEST.replace('35', '5').replace("mode='strict'", 'mode=strict');
const BYTES = new TextEncoder().encode(BARE);
const QUOTED = BARE.replace('mode=strict', "mode='strict'");

async function lint(
  args: readonly string[],
  files: Readonly<Record<string, MemoryFile>>,
  stdin = '',
) {
  const environment = memoryEnvironment({ '/host.txt': HOST, ...files }, false, stdin);
  const code = await cli(['lint', ...args], environment);
  return { code, ...environment.printed, written: environment.written };
}

describe('libvirt-xml lint', () => {
  it('reads standard input, under the name it is given', async () => {
    const args = ['--host', 'host.txt', '--format', 'compact', '--stdin-filename', 'vm1.xml', '-'];
    const { code, stdout } = await lint(args, {}, GUEST);
    assert.match(stdout, /^vm1\.xml:6:19: error: the guest needs 35 GiB/);
    assert.equal(code, 1);
    assert.match((await lint(['-'], {}, BARE)).stdout, /^<stdin>:6:/);
  });

  it('tells errors only when it is to be quiet, and counts warnings', async () => {
    const absent = GUEST.replace(
      '<numatune>',
      "<cputune><vcpupin vcpu='9' cpuset='0'/></cputune>\n  <numatune>",
    );
    const all = await lint(['--format', 'compact', 'vm1.xml'], { '/vm1.xml': absent });
    assert.match(all.stdout, /warning/);
    const quiet = await lint(['-q', '--format', 'compact', 'vm1.xml'], { '/vm1.xml': absent });
    assert.equal(quiet.stdout, '');
    const few = await lint(['--max-warnings', '0', 'vm1.xml'], { '/vm1.xml': absent });
    assert.equal(few.code, 1);
    assert.match(few.stderr, /^libvirt-xml: \d warnings?, and at most 0 allowed\n$/);
  });

  it('shows what it would fix, and fixes', async () => {
    const shown = await lint(['--diff', 'vm1.xml'], { '/vm1.xml': BARE });
    assert.equal(
      shown.stdout,
      `--- a/vm1.xml
+++ b/vm1.xml
@@ -3,6 +3,6 @@
   <memory unit='GiB'>5</memory>
   <vcpu>4</vcpu>
   <numatune>
-    <memory mode=strict nodeset='0'/>
+    <memory mode='strict' nodeset='0'/>
   </numatune>
 </domain>
`,
    );
    assert.deepEqual(shown.written, {});
    assert.equal(
      shown.stderr,
      'libvirt-xml: 1 error, 1 information in 1 file; the fixes of 1 file are shown\n',
    );
    const fixed = await lint(['--fix', 'vm1.xml'], {
      '/vm1.xml': `\ufeff${BARE.replaceAll('\n', '\r\n')}`,
    });
    const expected = `\ufeff${QUOTED.replaceAll('\n', '\r\n')}`;
    assert.deepEqual(fixed.written, { '/vm1.xml': expected });
    assert.equal(fixed.stderr, 'libvirt-xml: 1 file is fixed\n');
    assert.doesNotMatch(fixed.stdout, /xml\/unquoted-value/);
  });

  it('shows a diff that Git can apply, to a file with tabs and line ends of Windows', async () => {
    const text = BARE.replaceAll('  <', '\t<').replaceAll('\n', '\r\n');
    const { stdout } = await lint(['--diff', '.'], { '/guests/vm1.xml': text });
    assert.equal(
      stdout,
      `--- a/guests/vm1.xml
+++ b/guests/vm1.xml
@@ -3,6 +3,6 @@
 \t<memory unit='GiB'>5</memory>\r
 \t<vcpu>4</vcpu>\r
 \t<numatune>\r
-  \t<memory mode=strict nodeset='0'/>\r
+  \t<memory mode='strict' nodeset='0'/>\r
 \t</numatune>\r
 </domain>\r
`,
    );
  });

  it('changes a mode only when it is asked for unsafe fixes', async () => {
    const files = { '/vm1.xml': GUEST };
    assert.deepEqual((await lint(['--host', 'host.txt', '--fix', 'vm1.xml'], files)).written, {});
    const { written, code } = await lint(
      ['--host', 'host.txt', '--fix', '--unsafe-fixes', 'vm1.xml'],
      files,
    );
    assert.notEqual(written['/vm1.xml'], undefined);
    assert.equal(code, 0);
  });

  it('writes nothing through a link that leaves what was named', async () => {
    const files = { '/elsewhere/vm1.xml': BARE, '/here/vm1.xml': { link: '/elsewhere/vm1.xml' } };
    const { written, stderr, code } = await lint(['--fix', 'here'], files);
    assert.deepEqual(written, {});
    assert.match(stderr, /'here\/vm1\.xml' is not fixed: it is a link to '\/elsewhere\/vm1\.xml'/);
    assert.equal(code, 2);
  });

  it('tells with a baseline what is new, wherever the old has moved to', async () => {
    const args = ['--host', 'host.txt', '--baseline', 'known.json'];
    const first = await lint([...args, '--update-baseline', 'vm1.xml'], { '/vm1.xml': GUEST });
    assert.deepEqual(
      [first.code, first.stderr],
      [0, "libvirt-xml: the baseline 'known.json' holds 1 finding now\n"],
    );
    const known = first.written['/known.json'] ?? '';
    assert.match(
      known,
      /"rule":"numatune\/node-too-small","domain":"vm1","element":"\/domain\/numatune\/memory"/,
    );
    const moved = GUEST.replace('<vcpu>', '<!-- new -->\n  <vcpu>');
    const again = await lint([...args, 'vm1.xml'], { '/vm1.xml': moved, '/known.json': known });
    assert.equal(again.code, 0);
    const both = {
      '/vm1.xml': moved,
      '/vm2.xml': GUEST.replace('vm1', 'vm2'),
      '/known.json': known,
    };
    assert.equal((await lint([...args, 'vm1.xml', 'vm2.xml'], both)).code, 1);
    const mended = { '/vm1.xml': GUEST.replace('35', '5'), '/known.json': known };
    const pruned = await lint([...args, '--prune-baseline', 'vm1.xml'], mended);
    assert.match(pruned.written['/known.json'] ?? '', /"findings": \[\]/);
    const { stderr } = await lint([...args, 'vm1.xml'], mended);
    assert.match(stderr, /of the baseline (is|are) gone/);
    const broken = await lint([...args, 'vm1.xml'], { ...mended, '/known.json': '[]' });
    assert.deepEqual(
      [broken.code, broken.stderr.includes('cannot be used: it is no baseline')],
      [2, true],
    );
  });

  it('keeps in a baseline what is known of domains that it was not shown', async () => {
    const args = ['--host', 'host.txt', '--baseline', 'known.json'];
    const mended = GUEST.replace('35', '5').replace('vm1', 'vm2');
    const files = { '/vm1.xml': GUEST, '/vm2.xml': GUEST.replace('vm1', 'vm2') };
    const all = await lint([...args, '--update-baseline', 'vm1.xml', 'vm2.xml'], files);
    const known = all.written['/known.json'] ?? '';
    const domains = (text = '') => text.match(/(?<="domain":")[^"]*/g);
    assert.deepEqual(domains(known), ['vm1', 'vm2']);
    const later = { ...files, '/vm2.xml': mended, '/known.json': known };
    for (const how of ['--update-baseline', '--prune-baseline']) {
      const { written, stderr } = await lint([...args, how, 'vm2.xml'], later);
      assert.deepEqual(domains(written['/known.json']), ['vm1']);
      assert.equal(
        stderr,
        "libvirt-xml: the baseline 'known.json' holds 1 finding now; 1 finding is gone\n",
      );
    }
    assert.equal((await lint([...args, 'vm1.xml'], later)).stderr, '');
  });

  it('writes a baseline over nothing that is none', async () => {
    const args = ['--baseline', 'vm1.xml', '--update-baseline', 'vm1.xml'];
    const { code, stderr, written } = await lint(args, { '/vm1.xml': GUEST });
    assert.deepEqual(written, {});
    assert.equal(stderr, "libvirt-xml: the baseline 'vm1.xml' cannot be used: it is no JSON\n");
    assert.equal(code, 2);
  });

  it('tells which of the paths leads to nothing', async () => {
    const files = { '/vm1.xml': BARE, '/empty/readme.txt': '' };
    const { code, stderr } = await lint(['empty', 'vm1.xml', 'guests/*.xml'], files);
    assert.equal(
      stderr,
      "libvirt-xml: there is no *.xml file in 'empty'\nlibvirt-xml: no file matches 'guests/*.xml'\n",
    );
    assert.equal(code, 1);
  });
});

describe('libvirt-xml lint on a real disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-fix-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const environment = {
    ...nodeEnvironment(ROOT, '0'),
    out: () => Promise.resolve(),
    err: () => Promise.resolve(),
  };
  const isRoot = process.getuid?.() === 0;

  it('replaces a file at once, and keeps its permissions, its owner and the link to it', async () => {
    mkdirSync(join(folder, 'files'));
    const file = join(folder, 'files/vm1.xml');
    writeFileSync(file, BARE);
    // More than the umask leaves to a new file.
    chmodSync(file, 0o666);
    if (isRoot) chownSync(file, 1234, 4321);
    symlinkSync('files/vm1.xml', join(folder, 'link.xml'));
    const { uid, gid } = statSync(file);
    assert.equal(await cli(['lint', '--fix', folder], environment), 0);
    assert.equal(readFileSync(join(folder, 'link.xml'), 'utf8'), QUOTED);
    const after = statSync(file);
    assert.deepEqual([after.mode & 0o7777, after.uid, after.gid], [0o666, uid, gid]);
    const { stdout } = spawnSync('ls', ['-A', join(folder, 'files')], { encoding: 'utf8' });
    assert.equal(stdout, 'vm1.xml\n');
  });

  it('replaces no pipe, and nothing that may not be written', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    assert.equal(await environment.writeFile(pipe, BYTES), 'it is no regular file');
    assert.equal(await environment.writeFile(folder, BYTES), 'it is a folder');
    if (isRoot) return;
    const file = join(folder, 'read-only.xml');
    writeFileSync(file, BARE);
    chmodSync(file, 0o444);
    assert.equal(await environment.writeFile(file, BYTES), 'permission is denied');
    assert.equal(readFileSync(file, 'utf8'), BARE);
  });
});
