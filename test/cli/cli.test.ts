import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../../server/src/cli/cli.ts';
import type { JsonReport } from '../../server/src/report/json.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { ROOT } from '../harness/root.ts';

const HOST = readFileSync(join(ROOT, 'examples/libvirt-xml.host.txt'), 'utf8');
const VM1 = `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>35</memory>
  <vcpu>4</vcpu>
  <numatune>
    <memory mode='strict' nodeset='0'/>
  </numatune>
</domain>
`;
const GOOD = VM1.replace('35', '8').replace('vm1', 'good');
const FILES: Readonly<Record<string, MemoryFile>> = {
  '/host.txt': HOST,
  '/vm1.xml': VM1,
  '/good.xml': GOOD,
  '/pom.xml': '<project/>\n',
};

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  args: readonly string[],
  files: Readonly<Record<string, MemoryFile>> = FILES,
): Promise<Run> {
  const environment = memoryEnvironment(files);
  const code = await cli(args, environment);
  return { code, ...environment.printed };
}

/** Runs `lint --format json` and reads what it printed. */
async function runJson(
  args: readonly string[],
  files: Readonly<Record<string, MemoryFile>> = FILES,
): Promise<Run & { readonly report: JsonReport }> {
  const ran = await run(['lint', '--format', 'json', ...args], files);
  return { ...ran, report: JSON.parse(ran.stdout) as JsonReport };
}

describe('libvirt-xml lint', () => {
  it("finds the article's guest", async () => {
    const { code, stdout, stderr } = await run(['lint', '--host', 'host.txt', 'vm1.xml']);
    assert.equal(
      stdout,
      `vm1.xml:6:19: error: the guest needs 35 GiB; node 0 has 15 GiB: when that is full, the host swaps and then kills processes [numatune/node-too-small]
  6 |     <memory mode='strict' nodeset='0'/>
    |                   ^^^^^^
    = see: vm1.xml:3:22: the guest's memory: 35 GiB
    = fix: Interleave over nodes 0-2
    = fix: Change the mode to 'preferred'
    = fix: Widen the node set to 0-2 (fits 35 GiB)
    = docs: libvirt-xml explain numatune/node-too-small

1 error in 1 file
`,
    );
    assert.equal(stderr, '');
    assert.equal(code, 1);
  });

  it('prints a JSON document with exact places', async () => {
    const { code, report } = await runJson(['--host', 'host.txt', 'vm1.xml', 'pom.xml']);
    assert.equal(code, 1);
    const [vm1, pom, ...others] = report.files;
    assert.deepEqual(others, []);
    assert.deepEqual(pom, {
      path: 'pom.xml',
      status: 'not-a-domain',
      domain: null,
      findings: [],
    });
    assert.equal(vm1?.domain, 'vm1');
    assert.equal(vm1.status, 'linted');
    const finding = vm1.findings.find(({ rule }) => rule === 'numatune/node-too-small');
    const offset = VM1.indexOf('strict');
    assert.deepEqual(finding?.range, {
      start: { line: 6, column: 19, offset },
      end: { line: 6, column: 25, offset: offset + 6 },
    });
    assert.equal(finding.severity, 'error');
    assert.deepEqual(
      finding.related.map(({ message, range }) => [message, range.start.line]),
      [["the guest's memory: 35 GiB", 3]],
    );
    const edits = finding.fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      text: applyEdits(
        VM1,
        edits.map(({ range, newText }) => ({
          range: { start: range.start.offset, end: range.end.offset },
          newText,
        })),
      ),
    }));
    assert.deepEqual(edits[1], {
      title: "Change the mode to 'preferred'",
      safe: false,
      text: VM1.replace('strict', 'preferred'),
    });
    assert.deepEqual(report.summary, {
      files: { linted: 1, 'not-a-domain': 1, excluded: 0, unreadable: 0 },
      findings: { error: 1, warning: 0, information: 0, hint: 0 },
    });
    assert.equal(report.version, 1);
  });

  it('is content with a guest that fits', async () => {
    const { code, stdout } = await run(['lint', '--host=host.txt', 'good.xml']);
    assert.match(stdout, /^nothing found in 1 file$/m);
    assert.equal(code, 0);
  });

  it('says that checks rest without a host', async () => {
    const { code, stdout } = await run(['lint', 'vm1.xml']);
    assert.match(stdout, /^\d+ checks? rests?: no host is known; --host FILE names one$/m);
    assert.equal(code, 0);
  });

  it('fails from the level on that is asked for', async () => {
    const lint = (...args: string[]) => run(['lint', '--host', 'host.txt', ...args, 'vm1.xml']);
    const off = ['--rule', 'numatune/node-too-small=hint'];
    assert.equal((await lint('--fail-level', 'never')).code, 0);
    assert.equal((await lint('--fail-level', 'hint')).code, 1);
    assert.equal((await lint(...off)).code, 0);
    assert.equal((await lint(...off, '--fail-level', 'hint')).code, 1);
    assert.equal((await lint('--rule', 'numatune/node-too-small=off')).code, 0);
  });

  it('names what cannot be read, and lints the rest', async () => {
    const args = ['--host', 'host.txt', 'missing.xml', 'locked.xml', 'latin1.xml', 'vm1.xml'];
    const files = {
      ...FILES,
      '/locked.xml': { error: 'permission is denied' },
      '/latin1.xml': Buffer.from(
        "<domain type='kvm'>\n<name>Gr\xf6\xdfe</name></domain>",
        'latin1',
      ),
    };
    const { code, stderr, report } = await runJson(args, files);
    assert.equal(code, 2);
    assert.deepEqual(
      report.files.map(({ path, status }) => `${path} ${status}`),
      [
        'missing.xml unreadable',
        'locked.xml unreadable',
        'latin1.xml unreadable',
        'vm1.xml linted',
      ],
    );
    assert.equal(
      stderr,
      [
        "libvirt-xml: 'missing.xml' cannot be read: it does not exist",
        "libvirt-xml: 'locked.xml' cannot be read: permission is denied",
        "libvirt-xml: 'latin1.xml' cannot be read: it is not UTF-8 (byte 0xF6 in line 2); save it as UTF-8",
        '',
      ].join('\n'),
    );
    assert.equal((await run(['lint', '--fail-level=never', ...args], files)).code, 2);
  });

  it('passes over other XML, whatever its encoding', async () => {
    const files = {
      '/a.xml': Buffer.from('\ufeff<project/>', 'utf16le'),
      '/b.xml': Buffer.from('<project>\xe9</project>', 'latin1'),
      '/c.xml': '',
    };
    const { code, stdout, stderr } = await run(['lint', '/'], files);
    assert.equal(stdout, 'nothing found in 0 files; 3 files are no libvirt domain\n');
    assert.equal(stderr, 'libvirt-xml: none of the files holds a libvirt domain\n');
    assert.equal(code, 2);
    assert.equal((await run(['lint', '--allow-none', '/'], files)).code, 0);
    const { stderr: named } = await run(['lint', '--allow-none', '--verbose', '/a.xml'], files);
    assert.equal(named, "libvirt-xml: '/a.xml' holds no libvirt domain\n");
  });

  it('reads no UTF-16', async () => {
    const text = "<domain type='kvm'/>";
    const files = {
      '/a.xml': Buffer.from(`\ufeff${text}`, 'utf16le'),
      '/b.xml': Buffer.from(text, 'utf16le'),
      '/c.xml': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    };
    const { code, stderr } = await run(['lint', '/'], files);
    assert.equal(stderr.match(/it is UTF-16; save it as UTF-8/g)?.length, 3);
    assert.equal(code, 2);
  });

  it('counts offsets as an editor does: behind a byte order mark', async () => {
    const { report } = await runJson(['--host', 'host.txt', 'vm1.xml'], {
      ...FILES,
      '/vm1.xml': `\ufeff${VM1}`,
    });
    assert.equal(report.files[0]?.findings[0]?.range.start.offset, VM1.indexOf('strict'));
  });

  it('warns of a file that is too large, and does not read all of it', async () => {
    const start = `${VM1.replace('</domain>\n', '')}<!--`;
    const bytes = Buffer.alloc(32_000_000, 'ö');
    bytes.write(start);
    const { code, report } = await runJson(['--host', 'host.txt', 'vm1.xml'], {
      ...FILES,
      '/vm1.xml': { bytes, cut: true },
    });
    assert.equal(report.files[0]?.findings.map(({ rule }) => rule).join(), 'xml/too-large');
    assert.equal(code, 0);
  });

  it('lets no name from a file act on the terminal', async () => {
    const name = '/a\x1b[2J.xml';
    const { stdout, stderr } = await run(['lint', '/', '/b\x1b[2J.xml'], { [name]: VM1 + '<' });
    assert.doesNotMatch(stdout + stderr, /\x1b/);
    assert.match(stdout, /a\\x1b\[2J\.xml/);
    assert.match(stderr, /b\\x1b\[2J\.xml/);
  });

  it('prints whole JSON also for nothing at all', async () => {
    const { code, report, stderr } = await runJson(['empty'], { '/empty/a.txt': '' });
    assert.deepEqual(report.files, []);
    assert.equal(stderr, "libvirt-xml: there is no *.xml file in 'empty'\n");
    assert.equal(code, 2);
  });
});

describe('libvirt-xml lint --host', () => {
  it('tells what is wrong in host files, as of other files', async () => {
    const host = HOST.replace('15360 MB', '15360 MW');
    const { code, report } = await runJson(['--host', 'host.txt', 'good.xml'], {
      ...FILES,
      '/host.txt': host,
    });
    const [guest, hostFile, ...others] = report.files;
    assert.deepEqual(others, []);
    assert.equal(guest?.path, 'good.xml');
    assert.equal(hostFile?.path, 'host.txt');
    assert.equal(hostFile.status, 'linted');
    assert.equal(hostFile.findings[0]?.rule, 'host/bad-value');
    assert.equal(hostFile.findings[0].range.start.offset, host.indexOf('15360 MW'));
    assert.equal(code, 1);
  });

  it('goes on without a host file that cannot be read', async () => {
    const { code, stdout } = await run(['lint', '--host', 'nowhere.txt', 'vm1.xml']);
    assert.match(
      stdout,
      /^nowhere\.txt: error: the host file cannot be used: it does not exist \[host\/unreadable\]$/m,
    );
    assert.match(stdout, /^1 error.* in 1 file; 1 file is unreadable$/m);
    assert.equal(code, 2);
    const { report } = await runJson(['--host', 'nowhere.txt', 'vm1.xml']);
    assert.equal(report.files[1]?.status, 'unreadable');
    assert.equal(report.files[1].findings[0]?.rule, 'host/unreadable');
  });

  it('never quotes a file that is no host file', async () => {
    const files = { ...FILES, '/secret': 'root:$6$salt$hash:19000:0:99999:7:::\n' };
    const { code, report, stdout } = await runJson(['--host', 'secret', 'vm1.xml'], files);
    assert.equal(report.files[1]?.findings[0]?.rule, 'host/unrecognised');
    assert.doesNotMatch(stdout, /salt/);
    assert.equal(code, 1);
  });

  it('merges several files, and tells where they differ', async () => {
    const files = {
      ...FILES,
      '/reserve.json': '{ "nodes": [{ "id": 0, "memory": "7 GiB" }] }',
    };
    const args = ['--host', 'host.txt', '--host', 'reserve.json', 'vm1.xml'];
    const { report } = await runJson(args, files);
    assert.equal(report.files[0]?.findings[0]?.rule, 'numatune/node-too-small');
    assert.equal(report.files[1]?.path, 'reserve.json');
    const contradiction = report.files[1].findings.find(
      ({ rule }) => rule === 'host/contradiction',
    );
    assert.match(contradiction?.message ?? '', /host\.txt/);
  });
});

describe('libvirt-xml', () => {
  it('lists its rules', async () => {
    const { code, stdout } = await run(['rules']);
    assert.match(stdout, /^numatune\/node-too-small +error +Memory that/m);
    assert.equal(code, 0);
    const json = JSON.parse((await run(['rules', '--format', 'json'])).stdout) as {
      version: number;
      rules: readonly Record<string, unknown>[];
    };
    assert.equal(json.version, 1);
    const rule = json.rules.find(({ id }) => id === 'numatune/node-too-small');
    assert.deepEqual([rule?.['severity'], rule?.['needs']], ['error', ['total']]);
  });

  it('explains a rule, or says which are near', async () => {
    const page = await run(['explain', 'xml/too-many-findings']);
    assert.deepEqual([page.code, page.stderr], [0, '']);
    assert.match(page.stdout, /^# xml\/too-many-findings\n/);
    assert.deepEqual(await run(['explain', 'too-many-findings']), page);
    const { code, stderr } = await run(['explain', 'node-too-smal']);
    assert.match(
      stderr,
      /^libvirt-xml: there is no rule 'node-too-smal'; near to it: .*numatune\/node-too-small/,
    );
    assert.equal(code, 2);
  });

  it('explains an error, quoted or not, by the rules that find its cause', async () => {
    const few = await run(['explain', 'NUMA', 'node', '7', 'is', 'unavailable']);
    const titles = [...few.stdout.matchAll(/^# (.*)/gm)].map(([, title]) => title);
    assert.deepEqual(titles, ['numatune/host-without-numa', 'numatune/unknown-host-node']);
    const many = await run([
      'explain',
      'XML document failed to validate against schema: Unable to validate doc against /x/domain.rng',
    ]);
    assert.match(
      many.stdout,
      /^8 rules find the cause of this error; libvirt-xml explain RULE prints the page of one:\n\nschema\/bad-value {12}A value is not/,
    );
    const none = await run(['explain', 'the moon is full\nerror: x']);
    assert.deepEqual(none, {
      code: 2,
      stdout: '',
      stderr:
        "libvirt-xml: no rule finds the cause of the error 'the moon is full'; 'libvirt-xml rules' lists what is found\n",
    });
  });
});
