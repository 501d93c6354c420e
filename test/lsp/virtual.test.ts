import assert from 'node:assert/strict';
import { LIST_FOLDER, READ_FILE, type ReadFileResult } from '../../server/src/protocol.ts';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { boundGuest, has, hasNo, SMALL_HOST as HOST, TOO_SMALL } from '../harness/smallGuest.ts';

const ROOT = 'vscode-vfs://github/kim/guests';
const GUEST = boundGuest('vm1', 20, '0');

describe('a workspace that is on no disk', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  /** Answers for the client's file system; gives what it was asked for. */
  function serve(files: Readonly<Record<string, string>>): readonly string[] {
    const asked: string[] = [];
    client.connection.onRequest<ReadFileResult, unknown>(READ_FILE, ({ uri }: { uri: string }) => {
      asked.push(uri);
      const text = files[uri.slice(ROOT.length + 1)];
      return text === undefined ? { error: 'there is no such file', missing: true } : { text };
    });
    client.connection.onRequest(LIST_FOLDER, ({ uri }: { uri: string }) => {
      asked.push(uri);
      return { names: Object.keys(files).filter((name) => !name.includes('/')) };
    });
    return asked;
  }

  it('has its host file, found by its name, read through the editor', async () => {
    client = await startClient({}, { root: ROOT });
    const asked = serve({ 'libvirt-xml.host.txt': HOST });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    assert.ok(asked.includes(`${ROOT}/libvirt-xml.host.txt`));
    const { host } = await client.status('vm1.xml');
    assert.deepEqual(host?.files, ['libvirt-xml.host.txt']);
  });

  it('has the host file of its settings, and its configuration, and nothing above it is asked for', async () => {
    client = await startClient({}, { root: ROOT, settings: { hostTopology: 'hosts/small.txt' } });
    const asked = serve({
      'hosts/small.txt': HOST,
      'libvirt-xml.json': '{ "severities": { "numatune/node-too-small": "warning" } }',
    });
    await client.open('deep/down/vm1.xml', GUEST);
    const found = await client.diagnostics('deep/down/vm1.xml', has(TOO_SMALL));
    assert.equal(found.find(({ code }) => code === TOO_SMALL)?.severity, 2);
    assert.ok(asked.includes(`${ROOT}/deep/libvirt-xml.json`));
    assert.deepEqual(
      asked.filter((uri) => !uri.startsWith(ROOT)),
      [],
    );
  });

  it('watches its host file, and takes it as typed while it is open', async () => {
    client = await startClient({}, { root: ROOT });
    serve({ 'libvirt-xml.host.txt': HOST });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    await client.open('libvirt-xml.host.txt', HOST.replace('8192', '65536'), 'plaintext');
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    const registered = JSON.stringify([...client.registrations.values()]);
    assert.match(
      registered,
      /"scheme":"vscode-vfs","pattern":"\/kim\/guests\/libvirt-xml.host.txt"/,
    );
  });

  it('in restricted mode has no host file outside of it', async () => {
    const settings = { hostTopology: '../secrets/host.txt', hostTopologyByUser: false };
    client = await startClient({}, { root: ROOT, trusted: false, settings });
    const asked = serve({});
    await client.open('vm1.xml', GUEST);
    const { problem } = await client.status('vm1.xml', (status) => status.problem !== undefined);
    assert.match(problem ?? '', /lies outside of the folder \(restricted mode\)/);
    assert.ok(!asked.some((uri) => uri.includes('secrets')));
  });

  it('is checked without a host where the editor cannot read other files', async () => {
    client = await startClient({}, { root: ROOT });
    await client.open('vm1.xml', GUEST.replace('strict', 'strikt'));
    await client.diagnostics('vm1.xml', has('numatune/bad-mode'));
    await client.setSettings({ hostTopology: 'hosts/small.txt' });
    const { problem } = await client.status('vm1.xml', (status) => status.problem !== undefined);
    assert.match(problem ?? '', /'small.txt' cannot be used: the editor does not give it/);
  });
});

describe('a client that writes URIs in its own way', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  it('has its typed host file taken, and is told of it by the name that it knows', async () => {
    client = await startClient({ 'libvirt-xml.host.txt': HOST });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    const own = 'libvirt%2Dxml.host.txt';
    await client.open(own, HOST, 'plaintext');
    await client.change(own, 2, HOST.replace('8192', '65536'));
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    await client.change(own, 3, HOST.replace('8192 MB', '? MB'));
    const found = await client.diagnostics(own, (all) => all.length > 0);
    assert.match(String(found[0]?.code), /^host\//);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: client.uri(own) },
    });
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
  });
});
