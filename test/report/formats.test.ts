import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { cli } from '../../server/src/cli/cli.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { ROOT } from '../harness/root.ts';

const HOST = `node 0 cpus: 0 1 2 3
node 0 size: 15360 MB
node 1 cpus: 4 5 6 7
node 1 size: 61440 MB
`;

const guest = (name: string) => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>35</memory>
  <vcpu>4</vcpu>
  <numatune>
    <memory mode='strict' nodeset='0'/>
  </numatune>
</domain>
`;

async function lint(format: string, files: Readonly<Record<string, MemoryFile>>): Promise<string> {
  const named = Object.entries(files).map(
    ([name, text]) => [name.replace(/^(?:\.?\/)?/, '/'), text] as const,
  );
  const machine = memoryEnvironment(Object.fromEntries([['/host.txt', HOST] as const, ...named]));
  const paths = Object.keys(files);
  await cli(
    [
      'lint',
      '--host',
      'host.txt',
      '--rule',
      'memory/larger-than-host=off',
      '--format',
      format,
      ...paths,
    ],
    machine,
  );
  return machine.printed.stdout;
}

interface Log {
  readonly runs: readonly { readonly results: readonly Record<string, unknown>[] }[];
}

const MESSAGE =
  'the guest needs 35 GiB; node 0 has 15 GiB: when that is full, the host swaps and then kills processes';

/** Names that would act on whoever shows them, were they not text. */
const HOSTILE = 'a\u001b[31m,b%0A::error::x"<&.xml';

describe('findings in the format of', () => {
  it('compilers: a line each', async () => {
    assert.equal(
      await lint('compact', { 'vm1.xml': guest('vm1') }),
      `vm1.xml:6:19: error: ${MESSAGE} [numatune/node-too-small]\n`,
    );
  });

  it('GitHub: workflow commands, and no other command whatever a file is called', async () => {
    assert.equal(
      await lint('github', { 'vm1.xml': guest('vm1') }),
      `::error file=vm1.xml,line=6,endLine=6,col=19,endColumn=25,title=numatune/node-too-small::${MESSAGE}\n`,
    );
    const output = await lint('github', { [HOSTILE]: guest('x\n::error::y') });
    assert.match(output, /^::error file=a\\x1b\[31m%2Cb%250A%3A%3Aerror%3A%3Ax"<&\.xml,line=7,/);
    assert.equal(output.split('\n').filter((line) => line.startsWith('::')).length, 1);
  });

  it('GitHub: the worst first, as it shows the first few only', async () => {
    const lesser = guest('a').replace('35', '5').replace(" mode='strict'", '');
    const output = await lint('github', { 'a.xml': lesser, 'b.xml': guest('b') });
    const kinds = [...output.matchAll(/^::(\w+) file=(\w)/gm)].map(
      ([, kind, file]) => `${kind} ${file}`,
    );
    assert.deepEqual(kinds, ['error b', 'notice a']);
  });

  it('GitLab: code quality entries with fingerprints that outlive edits elsewhere', async () => {
    const entries = async (text: string) =>
      JSON.parse(await lint('gitlab', { 'vm1.xml': text })) as { fingerprint: string }[];
    const [entry] = await entries(guest('vm1'));
    assert.deepEqual(
      { ...entry, fingerprint: entry?.fingerprint.length },
      {
        description: MESSAGE,
        check_name: 'numatune/node-too-small',
        fingerprint: 32,
        severity: 'critical',
        location: { path: 'vm1.xml', lines: { begin: 6, end: 6 } },
      },
    );
    const [moved] = await entries(guest('vm1').replace('<vcpu>', '\n\n  <vcpu>'));
    assert.equal(moved?.fingerprint, entry?.fingerprint);
    const [other] = await entries(guest('vm2'));
    assert.notEqual(other?.fingerprint, entry?.fingerprint);
    assert.deepEqual(await entries(guest('vm1').replace('35', '5')), []);
  });

  it('machines: on Windows with the paths and fingerprints of every other system', async () => {
    const [here] = JSON.parse(
      await lint('gitlab', { 'guests/vm1.xml': guest('vm1') }),
    ) as unknown[];
    const [there] = JSON.parse(
      await lint('gitlab', { 'guests\\vm1.xml': guest('vm1') }),
    ) as unknown[];
    assert.deepEqual(there, here);
    assert.match(
      await lint('github', { 'guests\\vm1.xml': guest('vm1') }),
      /^::error file=guests\/vm1\.xml,/,
    );
    for (const [path, uri] of [
      ['guests\\vm 1.xml', 'guests/vm%201.xml'],
      ['C:\\guests\\vm1.xml', 'file:///C:/guests/vm1.xml'],
      ['\\\\nas\\virt\\vm1.xml', 'file://nas/virt/vm1.xml'],
    ] as const)
      assert.ok((await lint('sarif', { [path]: guest('vm1') })).includes(`"uri":"${uri}"`), path);
  });

  it('machines: with paths from the working directory, however they were named', async () => {
    for (const path of ['/guests/vm1.xml', './guests/vm1.xml', 'guests/vm1.xml']) {
      const files = { [path]: guest('vm1') };
      assert.match(await lint('github', files), /^::error file=guests\/vm1\.xml,/);
      assert.match(await lint('gitlab', files), /"path":"guests\/vm1\.xml"/);
      assert.match(await lint('sarif', files), /"uri":"guests\/vm1\.xml"/);
    }
  });

  it('every machine: what cannot be read is no success', async () => {
    const files = { 'no.xml': { error: 'it is locked' } };
    const told = 'the file cannot be read: it is locked';
    assert.equal(await lint('github', files), `::error file=no.xml::${told}\n`);
    const [entry] = JSON.parse(await lint('gitlab', files)) as Record<string, unknown>[];
    assert.deepEqual(
      [entry?.['description'], entry?.['severity'], entry?.['location']],
      [told, 'critical', { path: 'no.xml', lines: { begin: 1, end: 1 } }],
    );
    assert.match(
      await lint('checkstyle', files),
      new RegExp(`<file name="no.xml">\\n    <error severity="error" message="${told}"`),
    );
    assert.match(
      await lint('junit', files),
      new RegExp(`errors="1"[^]*<error message="${told}" type="unreadable">`),
    );
    const json = JSON.parse(await lint('json', files)) as { files: readonly object[] };
    assert.deepEqual(json.files, [
      { path: 'no.xml', status: 'unreadable', domain: null, findings: [], error: 'it is locked' },
    ]);
    const sarif = await lint('sarif', files);
    assert.deepEqual(
      (JSON.parse(sarif) as { runs: [{ invocations: unknown }] }).runs[0].invocations,
      [
        {
          executionSuccessful: false,
          toolExecutionNotifications: [
            {
              level: 'error',
              message: { text: told },
              locations: [{ physicalLocation: { artifactLocation: { uri: 'no.xml' } } }],
            },
          ],
        },
      ],
    );
  });

  it('Checkstyle', async () => {
    assert.equal(
      await lint('checkstyle', { 'vm1.xml': guest('vm1') }),
      `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="vm1.xml">
    <error line="6" column="19" severity="error" message="${MESSAGE}" source="libvirt-xml.numatune/node-too-small"/>
  </file>
</checkstyle>
`,
    );
  });

  it('JUnit: a suite each file, a case each finding', async () => {
    const healthy = guest('healthy').replace('35', '5');
    assert.equal(
      await lint('junit', {
        'vm1.xml': guest('vm1'),
        'healthy.xml': healthy,
        'pom.xml': '<project/>',
      }),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="libvirt-xml">
  <testsuite name="vm1.xml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="numatune/node-too-small at 6:19" classname="vm1"><failure message="${MESSAGE}" type="error">vm1.xml:6:19: error: ${MESSAGE}</failure></testcase>
  </testsuite>
  <testsuite name="healthy.xml" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="healthy" classname="libvirt-xml"/>
  </testsuite>
</testsuites>
`,
    );
  });

  it('XML: well-formed whatever a file is called', async () => {
    for (const format of ['checkstyle', 'junit']) {
      const output = await lint(format, { [HOSTILE]: guest('x]]>\u0001') });
      assert.deepEqual(parseXml(output).problems, [], output);
    }
  });

  it('SARIF 2.1.0, valid against its schema', async () => {
    const schema = JSON.parse(
      readFileSync(join(ROOT, 'test/schemas/sarif-2.1.0.json'), 'utf8'),
    ) as Record<string, unknown>;
    // The schema is of an older draft than the validator speaks; what they differ in does not occur in it.
    delete schema['$schema'];
    delete schema['id'];
    const validate = new Ajv({
      strict: false,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(schema);
    for (const files of [
      { 'vm1.xml': guest('vm1'), [HOSTILE]: guest('x') },
      { 'pom.xml': '<a/>' },
      { 'no.xml': { error: 'it is locked' }, 'vm1.xml': guest('vm1') },
      { 'no.xml': { error: 'it is locked' } },
    ]) {
      const log: unknown = JSON.parse(await lint('sarif', files));
      assert.ok(validate(log), JSON.stringify(validate.errors));
    }
    const comment =
      '<!-- libvirt-xml-disable-next-line numatune/node-too-small: moves next week -->';
    const quiet = guest('vm1').replace('<memory mode', `${comment}\n    <memory mode`);
    const kept = JSON.parse(await lint('sarif', { 'vm1.xml': quiet })) as Log;
    assert.ok(validate(kept), JSON.stringify(validate.errors));
    assert.deepEqual(kept.runs[0]?.results[0]?.['suppressions'], [
      { kind: 'inSource', justification: 'moves next week' },
    ]);
    const log = JSON.parse(await lint('sarif', { 'vm1.xml': guest('vm1') })) as Log;
    const result = log.runs[0]?.results[0];
    assert.equal(result?.['ruleId'], 'numatune/node-too-small');
    assert.deepEqual(result['locations'], [
      {
        physicalLocation: {
          artifactLocation: { uri: 'vm1.xml' },
          region: { startLine: 6, startColumn: 19, endLine: 6, endColumn: 25 },
        },
        logicalLocations: [{ fullyQualifiedName: '/domain/numatune/memory', kind: 'element' }],
      },
    ]);
    assert.equal((result['fixes'] as unknown[]).length > 0, true);
  });
});
