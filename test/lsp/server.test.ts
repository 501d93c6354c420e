import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  Hover,
  MarkupContent,
} from 'vscode-languageserver/node';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { startClient, type TestClient } from '../harness/languageClient.ts';

const HOST = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 16384 MB
node 0 free: 12000 MB
node 1 cpus: 4 5 6 7
node 1 size: 16384 MB
node 1 free: 12000 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;

function guest(gib: number, nodeset = '0'): string {
  return `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu>2</vcpu>
  <numatune>
    <memory mode='strict' nodeset='${nodeset}'/>
  </numatune>
</domain>
`;
}

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const has = (code: string) => (diagnostics: readonly Diagnostic[]) =>
  codes(diagnostics).includes(code);
const hasNo = (code: string) => (diagnostics: readonly Diagnostic[]) => !has(code)(diagnostics);
const TOO_SMALL = 'numatune/node-too-small';

describe('the language server', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  it('finds the host file by its name and tells the finding at its token', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST }, { ruleLink: 'page:{rule}' });
    await client.open('vm1.xml', guest(20));
    const [finding] = await client.diagnostics('vm1.xml', has(TOO_SMALL));
    assert.deepEqual(finding?.range, {
      start: { line: 5, character: 18 },
      end: { line: 5, character: 24 },
    });
    assert.equal(finding.severity, 1);
    assert.equal(finding.source, 'libvirt-xml');
    assert.deepEqual(finding.codeDescription, { href: `page:${TOO_SMALL}` });
    assert.match(JSON.stringify(finding.message), /the guest needs 20 GiB; node 0 has 16 GiB/);
  });

  it('holds an unsaved document against the host of the only folder', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    await client.open('untitled:Untitled-1', guest(20));
    await client.diagnostics('untitled:Untitled-1', has(TOO_SMALL));
  });

  it('follows the text as it is typed', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    await client.open('vm1.xml', guest(20));
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    await client.change('vm1.xml', 2, guest(8));
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    await client.change('vm1.xml', 3, guest(20));
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
  });

  it('checks all open domains again when the host file changes on disk', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    await client.open('a.xml', guest(20));
    await client.open('b.xml', guest(20));
    await client.diagnostics('a.xml', has(TOO_SMALL));
    await client.diagnostics('b.xml', has(TOO_SMALL));
    client.write('libvirt-xml.host.txt', HOST.replaceAll('16384', '65536'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('libvirt-xml.host.txt'), type: 2 }],
    });
    await client.diagnostics('a.xml', hasNo(TOO_SMALL));
    await client.diagnostics('b.xml', hasNo(TOO_SMALL));
  });

  it('takes a host file as typed while an editor holds it, else as saved', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    await client.open('vm1.xml', guest(20));
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    await client.open('libvirt-xml.host.txt', HOST, 'plaintext');
    await client.change('libvirt-xml.host.txt', 2, HOST.replaceAll('16384', '65536'));
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: client.uri('libvirt-xml.host.txt') },
    });
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
  });

  it('asks to be told of changes of the host file, also outside of the workspace', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'libvirt-xml-elsewhere-'));
    const file = join(elsewhere, 'rack7.txt');
    writeFileSync(file, HOST);
    client = await startClient({}, { settings: { hostTopology: file } });
    await client.open('vm1.xml', guest(20));
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: client.uri('vm1.xml') },
      position: { line: 0, character: 0 },
    });
    const watched = [...client.registrations.values()].find(
      ({ method }) => method === 'workspace/didChangeWatchedFiles',
    );
    assert.match(JSON.stringify(watched), /"pattern":"rack7\.txt"/);
    rmSync(elsewhere, { recursive: true });
  });

  it('says on the status what the checks rest on', async () => {
    client = await startClient({});
    await client.open('vm1.xml', guest(20));
    const without = await client.status('vm1.xml');
    assert.equal(without.host, undefined);
    assert.ok(without.resting > 0);
    assert.equal(without.restingWhy, 'no host file is configured');
    client.write('libvirt-xml.host.txt', HOST);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('libvirt-xml.host.txt'), type: 1 }],
    });
    const known = await client.status('vm1.xml', ({ host }) => host !== undefined);
    assert.equal(known.host?.summary, '2 nodes, 8 CPUs, 32 GiB');
  });

  it('puts findings into a broken host file and never quotes it, and domain rules go on', async () => {
    client = await startClient(
      { 'secret.txt': 'the password is swordfish\n' },
      { settings: { hostTopology: ['secret.txt'] } },
    );
    await client.open('vm1.xml', guest(20, '0,'.repeat(2) + ',1'));
    const [finding] = await client.diagnostics('secret.txt', (all) => all.length > 0);
    assert.equal(finding?.code, 'host/unrecognised');
    assert.doesNotMatch(JSON.stringify(finding), /swordfish/);
    const status = await client.status('vm1.xml', ({ problem }) => problem !== undefined);
    assert.doesNotMatch(String(status.problem), /swordfish/);
    await client.diagnostics('vm1.xml', has('numatune/bad-node-set'));
  });

  it('says on the status that a host file is missing', async () => {
    client = await startClient({}, { settings: { hostTopology: 'gone.txt' } });
    await client.open('vm1.xml', guest(20));
    const { problem } = await client.status('vm1.xml');
    assert.equal(problem, "the host file 'gone.txt' cannot be used: it does not exist");
  });

  it('reads in restricted mode only what lies inside the folder, links followed', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'libvirt-xml-elsewhere-'));
    writeFileSync(join(elsewhere, 'rack7.txt'), HOST);
    client = await startClient(
      { 'inside.txt': HOST },
      { trusted: false, settings: { hostTopology: 'link.txt', hostTopologyByUser: false } },
    );
    symlinkSync(join(elsewhere, 'rack7.txt'), join(client.folder, 'link.txt'));
    await client.open('vm1.xml', guest(20));
    const refused = await client.status('vm1.xml');
    assert.match(String(refused.problem), /restricted mode/);
    assert.equal(refused.host, undefined);
    await client.setSettings({ hostTopology: 'inside.txt', hostTopologyByUser: false });
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    await client.setSettings({
      hostTopology: join(elsewhere, 'rack7.txt'),
      hostTopologyByUser: true,
    });
    await client.status('vm1.xml', ({ host }) => host?.name === 'rack7');
    rmSync(elsewhere, { recursive: true });
  });

  it('follows severities of the settings', async () => {
    client = await startClient(
      { 'libvirt-xml.host.txt': HOST },
      { settings: { rules: { [TOO_SMALL]: 'hint' } } },
    );
    await client.open('vm1.xml', guest(20));
    const found = await client.diagnostics('vm1.xml', has(TOO_SMALL));
    assert.equal(found.find(({ code }) => code === TOO_SMALL)?.severity, 4);
    await client.setSettings({ rules: { [TOO_SMALL]: 'off' } });
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
  });

  it('explains the mode, offers the modes, and switches to preferred', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    const text = guest(20);
    await client.open('vm1.xml', text);
    const textDocument = { uri: client.uri('vm1.xml') };
    const at = { line: 5, character: 20 };
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument,
      position: at,
    });
    assert.match((hover.contents as MarkupContent).value, /strict/);
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const prefer = actions.find(({ title }) => title === "Change the mode to 'preferred'");
    assert.equal(prefer?.kind, 'quickfix');
    const lines = new LineIndex(text);
    const fixed = applyEdits(
      text,
      (prefer.edit?.changes?.[textDocument.uri] ?? []).map(({ range, newText }) => ({
        range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
        newText,
      })),
    );
    assert.match(fixed, /mode='preferred' nodeset='0'/);
    await client.change('vm1.xml', 2, fixed);
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument,
      position: { line: 5, character: 20 },
    });
    assert.ok(items.some(({ label }) => label === 'interleave'));
  });

  it('says nothing about XML that is no libvirt domain', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    await client.open('pom.xml', '<project><memory mode="strict" nodeset="9"/></project>');
    await client.open('wildfly.xml', '<domain xmlns="urn:jboss:domain:19.0"><profile/></domain>');
    await client.open('vm1.xml', guest(20));
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    assert.deepEqual(await client.diagnostics('pom.xml'), []);
    assert.deepEqual(await client.diagnostics('wildfly.xml'), []);
  });
});
