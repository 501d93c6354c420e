import assert from 'node:assert/strict';
import type { Environment } from '../../server/src/lsp/environment.ts';
import { keyOfUri, uriOfPath, type NamingManner } from '../../server/src/lsp/fileUris.ts';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { boundGuest, has, hasNo, SMALL_HOST, TOO_SMALL } from '../harness/smallGuest.ts';

const HOST = SMALL_HOST.replaceAll('\n', '\r\n');
const GUEST = boundGuest('vm1', 20, '0').replaceAll('\n', '\r\n');

/** A disk of Windows: case does not matter, and above a drive there is nothing. */
function disk(files: Readonly<Record<string, string>>): Partial<Environment> {
  const manner: NamingManner = { isWindows: true, ignoresCase: true, home: 'C:\\Users\\kim' };
  const keyOf = (uri: string) => keyOfUri(uri, manner);
  const texts = new Map(Object.entries(files).map(([uri, text]) => [keyOf(uri), text]));
  return {
    keyOf,
    resolve: (path, folder) => uriOfPath(path, folder, manner),
    readFile: (uri) => {
      // As Node does for a URI without a drive or a server.
      if (!/^file:\/\/(?:\/[a-z](?:%3a|:)|[^/])/i.test(uri))
        return Promise.resolve({ error: 'it cannot be read (ERR_INVALID_FILE_URL_PATH)' });
      const text = texts.get(keyOf(uri));
      return Promise.resolve(
        text === undefined ? { error: 'it does not exist', missing: true } : { text },
      );
    },
    listFolder: (uri) => {
      const names = Object.keys(files).filter((each) => each.startsWith(`${uri}/`));
      return Promise.resolve({ names: names.map((each) => each.slice(uri.length + 1)) });
    },
    isInside: (uri, folder) => Promise.resolve(keyOf(uri).startsWith(`${keyOf(folder)}/`)),
    findXml: () => Promise.resolve([]),
  };
}

describe('the language server on Windows', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  for (const [root, how] of [
    ['file:///c%3A/Guests', 'as VS Code writes it'],
    ['file:///C:/Guests', 'as others write it'],
    ['file://nas/virt/guests', 'of a server'],
  ] as const) {
    it(`finds the host file of a folder, ${how}, and nothing to complain of above it`, async () => {
      const environment = disk({ [`${root}/libvirt-xml.host.txt`]: HOST });
      client = await startClient({}, { root, environment });
      await client.open('deep/vm1.xml', GUEST);
      await client.diagnostics('deep/vm1.xml', has(TOO_SMALL));
      const { problem } = await client.status('deep/vm1.xml');
      assert.equal(problem, undefined);
    });
  }

  it('takes paths with backslashes, a drive or a server, in any case', async () => {
    const environment = disk({
      'file:///c%3A/guests/hosts/rack7.txt': HOST,
      'file:///d%3A/hosts/rack7.txt': HOST,
      'file://nas/virt/rack7.txt': HOST,
    });
    client = await startClient({}, { root: 'file:///c%3A/guests', environment });
    await client.open('vm1.xml', GUEST);
    for (const path of ['hosts\\rack7.txt', 'D:\\Hosts\\Rack7.txt', '\\\\NAS\\virt\\rack7.txt']) {
      await client.setSettings({ hostTopology: path });
      await client.diagnostics('vm1.xml', has(TOO_SMALL));
      await client.setSettings({});
      await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    }
  });

  it('takes a host file as typed, however the client writes its URI', async () => {
    const environment = disk({ 'file:///c%3A/guests/hosts/rack7.txt': HOST });
    const settings = { hostTopology: 'Hosts\\Rack7.txt' };
    client = await startClient({}, { root: 'file:///c%3A/guests', environment, settings });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    const typed = 'file:///C:/Guests/hosts/rack7.txt';
    await client.open(typed, HOST.replace('8192', '65536'), 'plaintext');
    await client.diagnostics('vm1.xml', hasNo(TOO_SMALL));
    await client.change(typed, 2, HOST.replace('8192 MB', '? MB'));
    await client.diagnostics(typed, (found) => found.length > 0);
  });

  it('tells the configuration of the folder from that of the drive', async () => {
    const environment = disk({
      'file:///c%3A/libvirt-xml.json': '{ "severities": { "numatune/node-too-small": "hint" } }',
      'file:///c%3A/guests/libvirt-xml.host.txt': HOST,
    });
    client = await startClient({}, { root: 'file:///c%3A/guests', environment });
    await client.open('vm1.xml', GUEST);
    const found = await client.diagnostics('vm1.xml', has(TOO_SMALL));
    assert.equal(found.find(({ code }) => code === TOO_SMALL)?.severity, 4);
  });

  it('asks to be told of files by paths that begin with the drive', async () => {
    const environment = disk({ 'file:///c%3A/guests/libvirt-xml.host.txt': HOST });
    client = await startClient({}, { root: 'file:///c%3A/guests', environment });
    await client.open('vm1.xml', GUEST);
    await client.diagnostics('vm1.xml', has(TOO_SMALL));
    const registered = JSON.stringify([...client.registrations.values()]);
    assert.match(registered, /"scheme":"file","pattern":"c:\/guests\/libvirt-xml\.host\.txt"/);
  });
});
