import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
} from 'vscode-languageserver';
import { startClient, type TestClient } from '../harness/languageClient.ts';

const HOST = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 16384 MB
node 1 cpus: 4 5 6 7
node 1 size: 16384 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;
const CONFIG = `{ "hosts": { "rack7": { "topology": "rack7.txt", "domains": ["vms/**"] } } }`;
const FLEET = 'fleet/node-overcommitted';

const guest = (name: string, gib: number, node = 0, more = ''): string => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu cpuset='${node === 0 ? '0-3' : '4-7'}'>2</vcpu>
  <numatune>${more}
    <memory mode='strict' nodeset='${node}'/>
  </numatune>
</domain>
`;

const ofFleet = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ code }) => String(code).startsWith('fleet/'));
const has = (diagnostics: readonly Diagnostic[]) => ofFleet(diagnostics).length > 0;
const hasNot = (diagnostics: readonly Diagnostic[]) => !has(diagnostics);

describe('the language server over the guests of a host', function () {
  this.timeout(20_000);
  let client: TestClient;
  afterEach(() => client.stop());

  const START = {
    'rack7.txt': HOST,
    'libvirt-xml.json': CONFIG,
    'vms/db.xml': guest('db', 12),
    'vms/web.xml': guest('web', 3),
    'vms/mail.xml': guest('mail', 2, 1),
  };

  it('tells in open and in closed files what they want together, with the place in the other file', async () => {
    client = await startClient(START);
    await client.open('vms/web.xml', guest('web', 5));
    const [inOpen] = ofFleet(await client.diagnostics('vms/web.xml', has));
    assert.equal(inOpen?.severity, 2);
    assert.match(said(inOpen), /^"this guest and db are bound to node 0 and need 17 GiB/);
    assert.deepEqual(inOpen.relatedInformation, [
      {
        location: {
          uri: client.uri('vms/db.xml'),
          range: { start: { line: 5, character: 18 }, end: { line: 5, character: 24 } },
        },
        message: 'db needs 12 GiB of node 0',
      },
    ]);
    const [inClosed] = ofFleet(await client.diagnostics('vms/db.xml', has));
    assert.match(said(inClosed), /^"this guest and web are bound to node 0/);
    assert.deepEqual(inClosed?.range, {
      start: { line: 5, character: 18 },
      end: { line: 5, character: 24 },
    });
  });

  it('follows what is typed in one file in all others, at once', async () => {
    client = await startClient(START);
    await client.open('vms/web.xml', guest('web', 3));
    await client.open('vms/db.xml', START['vms/db.xml']);
    await lens(client, 'vms/web.xml', /; 2 other guests$/);
    await client.change('vms/web.xml', 2, guest('web', 6));
    await Promise.all([
      client.diagnostics('vms/web.xml', has),
      client.diagnostics('vms/db.xml', has),
    ]);
    await client.change('vms/web.xml', 3, guest('web', 6, 1));
    await Promise.all([
      client.diagnostics('vms/web.xml', hasNot),
      client.diagnostics('vms/db.xml', hasNot),
    ]);
  });

  it('follows what happens on disk, and what is typed goes before it', async () => {
    client = await startClient(START);
    await client.open('vms/db.xml', START['vms/db.xml']);
    await lens(client, 'vms/db.xml', /; 2 other guests$/);
    client.write('vms/new.xml', guest('new', 4));
    await told(client, 'vms/new.xml', 1);
    await client.diagnostics('vms/db.xml', has);
    await client.diagnostics('vms/new.xml', has);
    rmSync(join(client.folder, 'vms/new.xml'));
    await told(client, 'vms/new.xml', 3);
    await client.diagnostics('vms/db.xml', hasNot);
    await client.diagnostics('vms/new.xml', hasNot);

    await client.open('vms/web.xml', guest('web', 5));
    await client.diagnostics('vms/db.xml', has);
    await told(client, 'vms/web.xml', 2);
    await client.diagnostics('vms/web.xml', has);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: client.uri('vms/web.xml') },
    });
    await client.diagnostics('vms/db.xml', hasNot);
  });

  it('only supposes it of a folder that no configuration speaks of, and offers to write one', async () => {
    client = await startClient({
      'libvirt-xml.host.txt': HOST,
      'vms/db.xml': guest('db', 12),
      'vms/old/db.xml': guest('db', 9),
      'vms/web.xml': guest('web', 3),
    });
    await client.open('vms/web.xml', guest('web', 5));
    const [finding] = ofFleet(await client.diagnostics('vms/web.xml', has));
    assert.equal(finding?.severity, 3);
    assert.match(
      said(finding),
      /^"if all 2 guests of this folder run on this host, this guest and db are bound to node 0 and need 17 GiB/,
    );
    assert.deepEqual(
      client.pushed.filter(
        ({ uri, diagnostics }) => uri === client.uri('vms/db.xml') && has(diagnostics),
      ),
      [],
    );
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri('vms/web.xml') },
      range: finding.range,
      context: { diagnostics: [] },
    });
    const write = actions.find(({ title }) => title.startsWith('Write libvirt-xml.json'));
    const uri = client.uri('libvirt-xml.json');
    const [create, edit] = write?.edit?.documentChanges ?? [];
    assert.deepEqual(create, { kind: 'create', uri, options: { ignoreIfExists: true } });
    assert.ok(edit !== undefined && 'edits' in edit);
    const [insert] = edit.edits;
    assert.ok(insert !== undefined && 'newText' in insert);
    assert.deepEqual(JSON.parse(insert.newText), {
      hosts: { host: { topology: 'libvirt-xml.host.txt', domains: ['**'] } },
    });
    client.write('libvirt-xml.json', insert.newText);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    await client.diagnostics('vms/web.xml', (all) => ofFleet(all)[0]?.severity === 2);
    await client.diagnostics('vms/db.xml', has);
  });

  it('tells that a comment is of no use once all files are read, unless some guest is illegible', async () => {
    const comment = `\n    <!-- libvirt-xml-disable-next-line ${FLEET}: known -->`;
    const isIdle = (diagnostics: readonly Diagnostic[]) =>
      diagnostics.some(({ code }) => code === 'suppression/unused');
    client = await startClient(START);
    await client.open('vms/db.xml', guest('db', 12, 0, comment));
    await client.diagnostics('vms/db.xml', isIdle);
    await client.open('vms/web.xml', guest('web', 5));
    await client.diagnostics('vms/db.xml', (all) => !isIdle(all));
    await client.change('vms/web.xml', 2, guest('web', 2));
    await client.diagnostics('vms/db.xml', isIdle);
    await client.change('vms/web.xml', 3, '<domain type="kvm"><name>web</name');
    await client.diagnostics('vms/db.xml', (all) => !isIdle(all));
  });

  it('hears comments and severities in files that nobody has open', async () => {
    const comment = `<!-- libvirt-xml-disable-next-line ${FLEET}: known -->`;
    client = await startClient({
      ...START,
      'libvirt-xml.json': `{ ${CONFIG.slice(1, -1)}, "overrides": [{ "domains": ["mail"], "severities": { "${FLEET}": "error" } }] }`,
      'vms/db.xml': guest('db', 12, 0, `\n    ${comment}`),
      'vms/mail.xml': guest('mail', 2, 0),
    });
    await client.open('vms/web.xml', guest('web', 5));
    await client.diagnostics('vms/web.xml', has);
    const [ofMail] = ofFleet(await client.diagnostics('vms/mail.xml', has));
    assert.equal(ofMail?.severity, 1);
    assert.ok(
      client.pushed.every(
        ({ uri, diagnostics }) => uri !== client.uri('vms/db.xml') || hasNot(diagnostics),
      ),
    );
  });

  it('answers who asks for diagnostics, and asks to be asked again when another file changes', async () => {
    client = await startClient(START, { pulls: true });
    await client.open('vms/db.xml', START['vms/db.xml']);
    await client.open('vms/web.xml', guest('web', 3));
    const ask = async () => {
      const report = await client.connection.sendRequest<DocumentDiagnosticReport>(
        'textDocument/diagnostic',
        { textDocument: { uri: client.uri('vms/db.xml') } },
      );
      return report.kind === 'full' ? ofFleet(report.items).length : -1;
    };
    await lens(client, 'vms/db.xml', /; 2 other guests$/);
    assert.equal(await ask(), 0);
    const before = client.refreshes();
    await client.change('vms/web.xml', 2, guest('web', 6));
    for (let i = 0; i < 200 && client.refreshes() === before; i++) await pause(10);
    assert.ok(client.refreshes() > before);
    assert.equal(await ask(), 1);
    const pushed = client.pushed.filter(({ uri }) => uri !== client.uri('libvirt-xml.json'));
    assert.ok(pushed.every(({ diagnostics }) => hasNot(diagnostics)));
  });
});

const said = (diagnostic: Diagnostic | undefined) => JSON.stringify(diagnostic?.message);

/** Waits until the lens of a document reads so. */
async function lens(client: TestClient, name: string, wanted: RegExp): Promise<void> {
  let titles: (string | undefined)[] = [];
  for (let i = 0; i < 300; i++) {
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri(name) },
    });
    titles = lenses.map(({ command }) => command?.title);
    if (titles.some((title) => title !== undefined && wanted.test(title))) return;
    await pause(10);
  }
  assert.fail(`the lens reads ${titles.join()}`);
}

/** `type`: 1 made, 2 changed, 3 deleted. */
const told = (client: TestClient, name: string, type: number) =>
  client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: client.uri(name), type }],
  });

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
