import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver/node';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { smallSchemaFiles } from '../harness/smallSchemas.ts';

const GUEST = `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>2</vcpu>
  <on_crach>destroy</on_crach>
</domain>
`;
const NETWORK = "<network>\n  <name>default</name>\n  <forward mode='natt'/>\n</network>\n";
const SCHEMAS = smallSchemaFiles('rng');

const has = (code: string) => (found: readonly Diagnostic[]) =>
  found.some((diagnostic) => diagnostic.code === code);

/** What a finding says. */
function textOf(found: Diagnostic | undefined): string {
  const { message = '' } = found ?? {};
  return typeof message === 'string' ? message : message.value;
}

describe("libvirt's schemas in the language server", () => {
  let client: TestClient;
  afterEach(() => client.stop());

  it('are read behind the first diagnostics, which then come anew', async () => {
    client = await startClient(SCHEMAS, { settings: { schemas: 'rng' } });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    const [first] = client.pushed.filter(({ uri }) => uri.endsWith('vm1.xml'));
    assert.equal(has('schema/unknown-element')(first?.diagnostics ?? []), false);
    const { schema } = await client.status(
      'vm1.xml',
      (status) => status.schema?.name !== undefined,
    );
    assert.equal(schema?.name, 'domain.rng');
    assert.match(schema.detail, /\/rng$/);
  });

  it('hold for the other documents of libvirt, chosen by their roots', async () => {
    client = await startClient(SCHEMAS, { settings: { schemas: 'rng' } });
    await client.open('default.xml', NETWORK);
    const found = await client.diagnostics('default.xml', has('schema/bad-value'));
    assert.match(
      textOf(found[0]),
      /^'natt' is no value of 'mode' of <forward>; network\.rng wants/,
    );
    const status = await client.status(
      'default.xml',
      ({ schema }) => schema?.name === 'network.rng',
    );
    assert.equal(status.domain, false);
  });

  it('are each read behind the first diagnostics, whatever was read before', async () => {
    client = await startClient(SCHEMAS, { settings: { schemas: 'rng' } });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    await client.open('default.xml', NETWORK);
    await client.diagnostics('default.xml', has('schema/bad-value'));
    const told = client.pushed.filter(({ uri }) => uri.endsWith('default.xml'));
    assert.deepEqual(
      told.map(({ diagnostics }) => diagnostics.length),
      [0, 1],
    );
  });

  it('are those of the host that the configuration assigns, and count as of its release', async () => {
    client = await startClient({
      ...SCHEMAS,
      'libvirt-xml.json':
        '{ "hosts": { "rack7": { "schemas": "rng", "versions": { "libvirt": "9.0.0" } } } }',
    });
    await client.open('vm1.xml', GUEST);
    const found = await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    assert.match(textOf(found[0]), /^domain\.rng of libvirt 9\.0\.0 knows no <on_crach>/);
  });

  it('are left to another extension where that serves the document, unless they are wanted', async () => {
    const settings = { schemas: 'rng', servedElsewhere: ['**/*.xml'] };
    client = await startClient(SCHEMAS, { settings });
    await client.open('vm1.xml', GUEST);
    const served = await client.status('vm1.xml', ({ schema }) => schema?.name !== undefined);
    assert.equal(served.schema?.detail, 'what it finds is left to the XML extension');
    assert.ok(
      client.pushed.every(({ diagnostics }) => !has('schema/unknown-element')(diagnostics)),
    );
    await client.setSettings({ ...settings, schemaFeatures: 'on' });
    await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    await client.setSettings({ ...settings, schemaFeatures: 'off' });
    await client.status(
      'vm1.xml',
      ({ schema }) => schema?.detail === 'the settings leave schemas aside',
    );
  });

  it('lie inside the workspace where that names them and is not trusted', async () => {
    client = await startClient(SCHEMAS, { trusted: false, settings: { schemas: '/' } });
    await client.open('vm1.xml', GUEST);
    const { schema } = await client.status('vm1.xml', (status) => status.schema !== undefined);
    assert.deepEqual(schema, {
      detail: "the folder '/' lies outside of the folder (restricted mode)",
      isTroubled: true,
    });
    await client.setSettings({ schemas: 'rng' });
    await client.diagnostics('vm1.xml', has('schema/unknown-element'));
  });

  it('are told to be broken in their own file, and are read anew when that is mended', async () => {
    client = await startClient(
      {
        ...SCHEMAS,
        'rng/basic.rng': '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start/></grammar>',
      },
      { settings: { schemas: 'rng' } },
    );
    await client.open('vm1.xml', GUEST);
    const [broken] = await client.diagnostics('rng/basic.rng', has('schema/unusable'));
    assert.match(textOf(broken), /^the schema cannot be used: <start> is empty$/);
    client.write('rng/basic.rng', SCHEMAS['rng/basic.rng'] ?? '');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('rng/basic.rng'), type: 2 }],
    });
    await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    await client.diagnostics('rng/basic.rng', (found) => found.length === 0);
  });

  it('are those of the machine where nothing else is named, and none where it has none', async () => {
    const machine: { folder: string | undefined } = { folder: undefined };
    client = await startClient(SCHEMAS, {
      environment: {
        schemaFolders: () =>
          machine.folder === undefined
            ? []
            : [{ folder: machine.folder, version: [9, 0, 0], isGuess: true }],
      },
    });
    await client.open('vm1.xml', GUEST);
    const none = await client.status('vm1.xml', ({ schema }) => schema !== undefined);
    assert.equal(none.schema?.detail, "libvirt's schemas are not on this machine");
    machine.folder = client.uri('rng');
    await client.setSettings({ versions: { libvirt: '9.0.0' } });
    const found = await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    assert.match(textOf(found[0]), /^domain\.rng of libvirt 9\.0\.0 knows/);
    assert.equal(found[0]?.severity, 2);
    await client.setSettings({ versions: { libvirt: '11.0.0' } });
    await client.diagnostics('vm1.xml', (all) =>
      all.some(({ code, severity }) => code === 'schema/unknown-element' && severity === 3),
    );
  });

  it('are told to be broken, or not there, and are read when they are', async () => {
    client = await startClient(
      { 'rng/domain.rng': '<grammar/>' },
      { settings: { schemas: 'rng' } },
    );
    await client.open('vm1.xml', GUEST);
    const broken = await client.status('vm1.xml', ({ schema }) => schema?.isTroubled === true);
    assert.match(broken.schema?.detail ?? '', /domain\.rng: the schema cannot be used: /);
    await client.setSettings({ schemas: 'later' });
    const missing = await client.status('vm1.xml', ({ schema }) =>
      /later/.test(schema?.detail ?? ''),
    );
    assert.match(
      missing.schema?.detail ?? '',
      /later: the schemas cannot be used: it does not exist$/,
    );
    for (const [name, text] of Object.entries(smallSchemaFiles('later'))) client.write(name, text);
    await client.setSettings({ schemas: 'later', versions: {} });
    await client.diagnostics('vm1.xml', has('schema/unknown-element'));
    await client.setSettings({});
    await client.status(
      'vm1.xml',
      ({ schema }) => schema?.detail === "libvirt's schemas are not on this machine",
    );
  });
});
