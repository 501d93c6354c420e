import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';

const domain = (name: string, numatune: string) => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>1</memory>
  <vcpu>1</vcpu>
  <numatune>${numatune}</numatune>
</domain>
`;
const BAD = domain('a', "<memory mode='strickt' nodeset='0'/>");
const GOOD = domain('b', "<memory mode='preferred' nodeset='0'/>");

const config = (...overrides: object[]) => JSON.stringify({ overrides });
const entry = (domains: string, rule: string) => ({
  domains: [domains],
  suppress: [{ rule, reason: 'so it is' }],
});

/** The configuration's findings, as line:column rule. */
async function unused(
  files: Readonly<Record<string, MemoryFile>>,
  ...argv: readonly string[]
): Promise<readonly string[]> {
  const environment = memoryEnvironment(files);
  await cli(['lint', '--format', 'compact', ...argv], environment);
  return environment.printed.stdout
    .split('\n')
    .filter((line) => line.includes('libvirt-xml.json'))
    .map((line) => line.replace(/^(\S+): \S+ .*\[(.*)\]$/, '$1 $2'));
}

const MODE = 'numatune/bad-mode';

describe("unused suppressions of the project's configuration", () => {
  it('are told where they stand, after all files of the configuration were checked', async () => {
    const files = {
      '/p/libvirt-xml.json': config(entry('a', MODE), entry('b', MODE), entry('c-*', MODE)),
      '/p/a.xml': BAD,
      '/p/deep/b.xml': GOOD,
    };
    const column = (name: string) =>
      files['/p/libvirt-xml.json'].indexOf(
        '"numatune',
        files['/p/libvirt-xml.json'].indexOf(name),
      ) + 1;
    assert.deepEqual(
      await unused(files, 'p'),
      [
        `p/libvirt-xml.json:1:${column('"b"')}: suppression/unused`,
        `p/libvirt-xml.json:1:${column('"c-*"')}: suppression/unused`,
      ].map((line) => line.replace(': s', ' s')),
    );
  });

  it('are not judged by a part of the files', async () => {
    const files = {
      '/p/libvirt-xml.json': config(entry('b', MODE)),
      '/p/a.xml': GOOD,
      '/p/deep/b.xml': BAD,
    };
    assert.deepEqual(await unused(files, 'p/a.xml'), []);
    assert.deepEqual(await unused(files, 'p/deep'), []);
    assert.deepEqual(await unused({ ...files, '/p/deep/b.xml': GOOD }, 'p/a.xml', 'p/deep/b.xml'), [
      'p/libvirt-xml.json:1:52 suppression/unused',
    ]);
  });

  it('are not judged without the files that Git ignores or that cannot be read', async () => {
    const files = {
      '/p/.git/HEAD': '',
      '/p/.gitignore': 'made/\n',
      '/p/libvirt-xml.json': config(entry('x', MODE)),
      '/p/a.xml': GOOD,
    };
    assert.deepEqual(await unused({ ...files, '/p/made/x.xml': BAD }, 'p'), []);
    assert.deepEqual(await unused({ ...files, '/p/x.xml': { error: 'no' } }, 'p'), []);
    assert.equal((await unused(files, 'p')).length, 1);
  });

  it('leave out what is excluded or has a configuration of its own', async () => {
    const files = {
      '/p/libvirt-xml.json': JSON.stringify({
        overrides: [entry('x', MODE)],
        exclude: ['old/'],
      }),
      '/p/a.xml': GOOD,
      '/p/old/x.xml': BAD,
      '/p/own/libvirt-xml.json': '{}',
      '/p/own/x.xml': BAD,
    };
    assert.equal((await unused(files, 'p/a.xml')).length, 1);
  });

  it('are not judged where the rule could not speak', async () => {
    const files = {
      '/libvirt-xml.json': config(entry('b', 'numatune/unknown-host-node')),
      '/b.xml': GOOD,
    };
    assert.deepEqual(await unused(files, '/'), []);
    const host =
      'available: 1 nodes (0)\nnode 0 cpus: 0\nnode 0 size: 4096 MB\nnode 0 free: 9 MB\n';
    const known = {
      ...files,
      '/host.txt': host,
      '/libvirt-xml.json': JSON.stringify({
        hosts: { one: { topology: 'host.txt' } },
        overrides: [entry('b', 'numatune/unknown-host-node')],
      }),
    };
    assert.equal((await unused(known, '/')).length, 1);
    assert.deepEqual(await unused(known, '--host', 'host.txt', '/'), []);
    assert.deepEqual(await unused(known, '--rule', 'numatune/unknown-host-node=off', '/'), []);
    assert.deepEqual(await unused({ ...known, '/b.xml': GOOD.replace('</name>', '') }, '/'), []);
  });

  it('of what guests have against each other are judged where the configuration says who they are', async () => {
    const host =
      'available: 1 nodes (0)\nnode 0 cpus: 0 1\nnode 0 size: 1500 MB\nnode 0 free: 9 MB\n';
    const of = (rule: string, mode: string) => ({
      '/host.txt': host,
      '/libvirt-xml.json': JSON.stringify({
        hosts: { one: { topology: 'host.txt', domains: ['*.xml'] } },
        overrides: [entry('b', rule)],
      }),
      '/a.xml': domain('a', `<memory mode='${mode}' nodeset='0'/>`),
      '/b.xml': domain('b', `<memory mode='${mode}' nodeset='0'/>`),
    });
    const [memory, pins] = ['fleet/node-overcommitted', 'fleet/cpus-pinned-twice'];
    assert.deepEqual(await unused(of(memory, 'strict'), '/'), []);
    assert.equal((await unused(of(pins, 'strict'), '/')).length, 1);
    assert.equal((await unused(of(memory, 'preferred'), '/')).length, 1);
    assert.deepEqual(await unused(of(memory, 'preferred'), '/b.xml'), []);
    assert.deepEqual(await unused(of(pins, 'strict'), '--host', 'host.txt', '/'), []);
  });

  it('are not judged for a domain for which the rule is off, or whose comment says the same', async () => {
    const off = { domains: ['b'], severities: { [MODE]: 'off' } };
    assert.deepEqual(
      await unused({ '/libvirt-xml.json': config(off, entry('b', MODE)), '/b.xml': GOOD }, '/'),
      [],
    );
    const said = BAD.replace('<domain', `<!-- libvirt-xml-disable-file ${MODE}: r --><domain`);
    assert.deepEqual(
      await unused({ '/libvirt-xml.json': config(entry('a', MODE)), '/a.xml': said }, '/'),
      [],
    );
  });

  it('have the severity that the configuration or an option gives them', async () => {
    const files = {
      '/libvirt-xml.json': JSON.stringify({
        severities: { 'suppression/unused': 'off' },
        overrides: [entry('b', MODE)],
      }),
      '/b.xml': GOOD,
    };
    assert.deepEqual(await unused(files, '/'), []);
    const loud = { ...files, '/libvirt-xml.json': config(entry('b', MODE)) };
    assert.deepEqual(await unused(loud, '--rule', 'suppression/unused=off', '/'), []);
  });

  it('of a schema rule are not judged without a schema', async () => {
    const files = {
      '/libvirt-xml.json': config(entry('b', 'schema/bad-value')),
      '/b.xml': GOOD,
    };
    assert.deepEqual(await unused(files, '--no-schemas', '/'), []);
  });
});
