import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { smallSchemaFiles } from '../harness/smallSchemas.ts';

const GUEST =
  "<domain type='kvm'><name>vm1</name><memory>1048576</memory><on_crach>destroy</on_crach></domain>\n";
const NETWORK = "<network><name>default</name><forward mode='natt'/></network>\n";

/** The exit code and what was printed on standard output. */
async function run(args: readonly string[], files: Readonly<Record<string, MemoryFile>>) {
  const environment = memoryEnvironment(files);
  const code = await cli(args, environment);
  return { code, ...environment.printed };
}

const lint = (more: readonly string[], files: Readonly<Record<string, MemoryFile>>) =>
  run(['lint', '--format', 'compact', ...more], files);

describe("lint with libvirt's schemas", () => {
  it('takes those of the machine, and none when told so', async () => {
    const files = { '/vm1.xml': GUEST, ...smallSchemaFiles('/schemas') };
    const { stdout } = await lint(['vm1.xml'], files);
    assert.match(
      stdout,
      /domain\.rng of libvirt 11\.3\.0 knows no <on_crach> in <domain>.*did you mean <on_crash>/,
    );
    const without = await lint(['--no-schemas', 'vm1.xml'], files);
    assert.doesNotMatch(without.stdout, /schema\//);
  });

  it('takes those that are named before those of the host, and these before the machine', async () => {
    const files = {
      '/vm1.xml': GUEST,
      '/libvirt-xml.json':
        '{"hosts":{"rack7":{"schemas":"host-rng","versions":{"libvirt":"9.0.0"}}}}',
      ...smallSchemaFiles('/host-rng'),
      ...smallSchemaFiles('/own'),
      ...smallSchemaFiles('/schemas'),
    };
    assert.match((await lint(['vm1.xml'], files)).stdout, /domain\.rng of libvirt 9\.0\.0 knows/);
    const named = await lint(['--schemas', 'own/', 'vm1.xml'], files);
    assert.match(named.stdout, /: domain\.rng knows no <on_crach>/);
  });

  it('is information where the schema is older than the host', async () => {
    const files = { '/vm1.xml': GUEST, ...smallSchemaFiles('/schemas') };
    const newer = await lint(['--libvirt-version', '11.4.0', 'vm1.xml'], files);
    assert.match(newer.stdout, /information: domain\.rng of libvirt 11\.3\.0/);
    const same = await lint(['--libvirt-version', '11.3.0', 'vm1.xml'], files);
    assert.match(same.stdout, /warning: domain\.rng of libvirt 11\.3\.0/);
  });

  it("checks libvirt's other documents, and leaves those of others alone", async () => {
    const files = {
      '/default.xml': NETWORK,
      '/other.xml': '<network><nodes><node/></nodes><edges/></network>',
      '/spaced.xml': "<network xmlns='urn:other'><name>x</name></network>",
      '/page.xml': '<html/>',
      ...smallSchemaFiles('/schemas'),
    };
    const { code, stdout } = await run(
      ['lint', '--format', 'json', '--fail-level', 'warning', '.'],
      files,
    );
    const { files: reports } = JSON.parse(stdout) as {
      files: { path: string; status: string; findings: { rule: string }[] }[];
    };
    assert.deepEqual(
      reports.map(({ path, status, findings }) => [
        path,
        status,
        ...findings.map(({ rule }) => rule),
      ]),
      [
        ['./default.xml', 'linted', 'schema/bad-value'],
        ['./other.xml', 'not-a-domain'],
        ['./page.xml', 'not-a-domain'],
        ['./spaced.xml', 'not-a-domain'],
      ],
    );
    assert.equal(code, 1);
  });

  it('says once that schemas cannot be used, and goes on', async () => {
    const broken = {
      '/vm1.xml': GUEST,
      '/vm2.xml': GUEST,
      ...smallSchemaFiles('/schemas'),
      '/schemas/basic.rng':
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="/etc/passwd"/></grammar>',
    };
    const { code, stdout } = await lint(['vm1.xml', 'vm2.xml'], broken);
    assert.equal(stdout.match(/schema\/unusable/g)?.length, 1);
    assert.match(
      stdout,
      /^\/?schemas\/\w+\.rng:1:\d+: error: the schema cannot be used: .*'\/etc\/passwd' is not there/m,
    );
    assert.equal(code, 1);
    const missing = await lint(['--schemas', 'none', 'vm1.xml'], { '/vm1.xml': GUEST });
    assert.match(
      missing.stdout,
      /none.*error: the schemas cannot be used: there is no \*\.rng file in the folder/,
    );
    assert.equal(missing.code, 2);
    const both = await lint(['--schemas', 'a', '--no-schemas', 'vm1.xml'], {});
    assert.match(both.stderr, /exclude each other/);
  });

  it('says which values it takes as they are, and holds the rest against the schema', async () => {
    const files = {
      '/vm1.xml': GUEST,
      ...smallSchemaFiles('/schemas'),
    };
    const basic = files['/schemas/basic.rng' as keyof typeof files];
    const odd = basic.replace(
      '</grammar>',
      '<define name="odd"><data datatypeLibrary="urn:own" type="colour"/></define></grammar>',
    );
    const { code, stdout } = await lint(['vm1.xml'], { ...files, '/schemas/basic.rng': odd });
    assert.match(
      stdout,
      /basic\.rng:\d+:\d+: information: values of the type 'colour' are not checked \[schema\/unusable\]/,
    );
    assert.match(stdout, /knows no <on_crach>/);
    assert.equal(code, 0);
  });

  it('mends what it offers to mend when that is asked for', async () => {
    const files = { '/vm1.xml': GUEST, ...smallSchemaFiles('/schemas') };
    const { stdout } = await run(['lint', '--diff', '--unsafe-fixes', 'vm1.xml'], files);
    assert.match(stdout, /^\+.*<on_crash>/m);
    assert.equal((await run(['lint', '--diff', 'vm1.xml'], files)).stdout, '');
  });
});
