import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import type { JsonReport } from '../../server/src/report/json.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { hostText } from '../host/hosts.ts';

const HOST = hostText('article.txt');
const guest = (name: string, gib: number, more = ''): string => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu cpuset='0-9'>2</vcpu>
  <numatune>${more}
    <memory mode='strict' nodeset='0'/>
  </numatune>
</domain>
`;
const config = (more: object = {}, severities: object = {}): string =>
  JSON.stringify({
    hosts: { rack7: { topology: 'article.txt', domains: ['vms/**'], ...more } },
    ...severities,
  });
const FLEET = 'fleet/node-overcommitted';

async function lint(
  files: Readonly<Record<string, MemoryFile>>,
  args: readonly string[] = [],
): Promise<{ readonly code: number; readonly stdout: string }> {
  const environment = memoryEnvironment({ '/article.txt': HOST, ...files });
  const code = await cli(['lint', '--no-schemas', ...args, 'vms'], environment);
  return { code, stdout: environment.printed.stdout };
}

async function found(
  files: Readonly<Record<string, MemoryFile>>,
  args: readonly string[] = [],
): Promise<readonly string[]> {
  const { stdout } = await lint(files, ['--format', 'json', ...args]);
  const report = JSON.parse(stdout) as JsonReport;
  return report.files.flatMap(({ path, findings }) =>
    findings
      .filter(({ rule }) => rule.startsWith('fleet/'))
      .map(({ severity }) => `${path} ${severity}`),
  );
}

const TWO = { '/vms/db.xml': guest('db', 13), '/vms/web.xml': guest('web', 3) };
const BOTH = ['vms/db.xml warning', 'vms/web.xml warning'];

describe('libvirt-xml lint over the guests of a host', () => {
  it('tells in every file that guests are together larger than their node, and where the others are', async () => {
    const files = { ...TWO, '/libvirt-xml.json': config() };
    assert.deepEqual(await found(files), BOTH);
    const { stdout, code } = await lint(files, ['--fail-level', 'warning']);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^vms\/db\.xml:6:19: warning: this guest and web are bound to node 0 and need 16 GiB together; node 0 has 15 GiB.*\[fleet\/node-overcommitted\]$/m,
    );
    assert.match(stdout, /= see: vms\/web\.xml:6:19: web needs 3 GiB of node 0$/m);
    const json = JSON.parse((await lint(files, ['--format', 'json'])).stdout) as JsonReport;
    const [ofDb] = json.files[0]?.findings.filter(({ rule }) => rule === FLEET) ?? [];
    assert.deepEqual(ofDb?.related, [
      {
        message: 'web needs 3 GiB of node 0',
        range: {
          start: { line: 6, column: 19, offset: TWO['/vms/web.xml'].indexOf('strict') },
          end: { line: 6, column: 25, offset: TWO['/vms/web.xml'].indexOf('strict') + 6 },
        },
        path: 'vms/web.xml',
      },
    ]);
    const sarif = (await lint(files, ['--format', 'sarif'])).stdout;
    assert.match(
      sarif,
      /"relatedLocations":\[\{"id":0,"message":\{"text":"web needs 3 GiB of node 0"\},"physicalLocation":\{"artifactLocation":\{"uri":"vms\/web\.xml"\},"region":\{"startLine":6,"startColumn":19,"endLine":6,"endColumn":25\}\}\}\]/,
    );
  });

  it('only supposes it where no configuration says that they live there, and tells it once', async () => {
    const files = { ...TWO, '/vms/more.xml': guest('more', 2) };
    assert.deepEqual(await found(files, ['--host', 'article.txt']), ['vms/db.xml information']);
    const { stdout } = await lint(files, ['--host', 'article.txt']);
    assert.match(
      stdout,
      /information: if all 3 guests that are checked run on this host, this guest/,
    );
  });

  it('tells that a comment about the fleet is of no use where it saw every guest, and not otherwise', async () => {
    const unused = async (
      files: Readonly<Record<string, MemoryFile>>,
      ...args: readonly string[]
    ) => {
      const environment = memoryEnvironment({ '/article.txt': HOST, ...files });
      await cli(['lint', '--no-schemas', '--format', 'compact', ...args], environment);
      return environment.printed.stdout.split('\n').filter((line) => line.includes('of no use'));
    };
    const comment = `\n    <!-- libvirt-xml-disable-next-line ${FLEET}: known -->`;
    const idle = {
      '/vms/db.xml': guest('db', 10, comment),
      '/vms/web.xml': guest('web', 3),
      '/libvirt-xml.json': config(),
    };
    assert.deepEqual(await unused(idle, '.'), [
      `./vms/db.xml:6:40: information: ${FLEET} finds nothing in the next line; the comment is of no use [suppression/unused]`,
    ]);
    const hidden = { ...idle, '/libvirt-xml.json': config({}, { severities: { [FLEET]: 'off' } }) };
    const offForOne = [{ domains: ['db'], severities: { [FLEET]: 'off' } }];
    const silent: readonly (readonly [string, Promise<readonly string[]>])[] = [
      ['of use', unused({ ...idle, '/vms/web.xml': guest('web', 9) }, '.')],
      [
        'some files only',
        unused({ ...idle, '/vms/more.xml': guest('more', 1) }, '/vms/db.xml', '/vms/web.xml'),
      ],
      [
        'a guest is illegible',
        unused({ ...idle, '/vms/more.xml': '<domain type="kvm"><name>' }, '.'),
      ],
      ['a file is unreadable', unused({ ...idle, '/vms/more.xml': { error: 'no' } }, '.')],
      ['the host is supposed', unused(idle, '--no-config', '--host', '/article.txt', '.')],
      ['the rule is off', unused(hidden, '.')],
      [
        'the rule is off there',
        unused({ ...idle, '/libvirt-xml.json': config({}, { overrides: offForOne }) }, '.'),
      ],
      ['there is no other guest', unused({ ...idle, '/vms/web.xml': '<pool/>' }, '.')],
    ];
    for (const [why, told] of silent) assert.deepEqual(await told, [], why);
  });

  it('leaves apart what excludes each other, does not start together, or lives elsewhere', async () => {
    const excluded = config({ exclusive: [['db', 'web']] });
    assert.deepEqual(await found({ ...TWO, '/libvirt-xml.json': excluded }), []);
    const byHand = config({ autostart: ['mail'] });
    assert.deepEqual(await found({ ...TWO, '/libvirt-xml.json': byHand }), []);
    const started = config({ autostart: ['d*'] });
    assert.deepEqual(await found({ ...TWO, '/libvirt-xml.json': started }), BOTH);
    const elsewhere = config({ domains: ['vms/db.xml'] });
    assert.deepEqual(await found({ ...TWO, '/libvirt-xml.json': elsewhere }), []);
    assert.deepEqual(
      await found({ '/vms/db.xml': guest('db', 13), '/libvirt-xml.json': config() }),
      [],
    );
  });

  it('counts what the configuration adds for QEMU and keeps for the host', async () => {
    const files = { '/vms/db.xml': guest('db', 13), '/vms/web.xml': guest('web', 2) };
    assert.deepEqual(await found({ ...files, '/libvirt-xml.json': config() }), []);
    const overhead = config({ overhead: '64 MiB' });
    assert.deepEqual(await found({ ...files, '/libvirt-xml.json': overhead }), BOTH);
    const reserve = config({ reserve: '1 GiB' });
    assert.deepEqual(await found({ ...files, '/libvirt-xml.json': reserve }), BOTH);
  });

  it('hears comments and severities file by file', async () => {
    const comment = `<!-- libvirt-xml-disable-next-line ${FLEET}: known -->`;
    const files = {
      '/vms/db.xml': guest('db', 13, `\n    ${comment}`),
      '/vms/web.xml': guest('web', 3),
      '/libvirt-xml.json': config(),
    };
    assert.deepEqual(await found(files), ['vms/web.xml warning']);
    const overrides = config(
      {},
      {
        overrides: [
          { files: ['vms/web.xml'], severities: { [FLEET]: 'off' } },
          { domains: ['db'], severities: { [FLEET]: 'error' } },
        ],
      },
    );
    assert.deepEqual(await found({ ...TWO, '/libvirt-xml.json': overrides }), ['vms/db.xml error']);
  });
});
