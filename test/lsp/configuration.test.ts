import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { boundGuest, has, hasNo, TOO_SMALL } from '../harness/smallGuest.ts';

const HOST = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 16384 MB
node 0 free: 12000 MB
node 1 cpus: 4 5 6 7
node 1 size: 16384 MB
node 1 free: 12000 MB
`;
const LARGE = HOST.replaceAll('16384', '65536');

const GUEST = boundGuest('vm1', 20, '0');
const CONFIG = 'libvirt-xml.json';
const config = (value: object) => JSON.stringify(value);
const TWO = config({
  hosts: {
    small: { topology: 'hosts/small.txt', domains: ['small/**'] },
    large: { topology: 'hosts/large.txt', domains: ['**'] },
  },
});

describe('the language server with a project configuration', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  const changed = (name: string, type = 2) =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri(name), type }],
    });

  it('holds each file against its own host, and says which', async () => {
    client = await startClient({
      [CONFIG]: TWO,
      'hosts/small.txt': HOST,
      'hosts/large.txt': LARGE,
    });
    await client.open('small/a.xml', GUEST);
    await client.open('large/b.xml', GUEST);
    await client.diagnostics('small/a.xml', has(TOO_SMALL));
    await client.diagnostics('large/b.xml', hasNo(TOO_SMALL));
    const status = await client.status('large/b.xml', ({ host }) => host !== undefined);
    assert.equal(status.host?.name, 'large');
    assert.deepEqual(status.host.files, ['large.txt']);
  });

  it('goes before the settings where it assigns a host, and only there', async () => {
    client = await startClient(
      {
        [CONFIG]: config({ hosts: { l: { topology: 'large.txt', domains: ['mine/**'] } } }),
        'small.txt': HOST,
        'large.txt': LARGE,
      },
      { settings: { hostTopology: 'small.txt', rules: { [TOO_SMALL]: 'hint' } } },
    );
    await client.open('mine/a.xml', GUEST);
    await client.open('b.xml', GUEST);
    const [finding] = (await client.diagnostics('b.xml', has(TOO_SMALL))).filter(
      ({ code }) => code === TOO_SMALL,
    );
    assert.equal(finding?.severity, 4);
    await client.diagnostics('mine/a.xml', hasNo(TOO_SMALL));
  });

  it('follows the configuration while it is typed, and as saved when it is closed', async () => {
    const text = config({ hosts: { small: { topology: 'small.txt' } } });
    client = await startClient({ [CONFIG]: text, 'small.txt': HOST });
    await client.open('a.xml', GUEST);
    await client.diagnostics('a.xml', has(TOO_SMALL));
    await client.open(CONFIG, text, 'jsonc');
    const off = config({ ...JSON.parse(text), severities: { [TOO_SMALL]: 'off' } } as object);
    await client.change(CONFIG, 2, off);
    await client.diagnostics('a.xml', hasNo(TOO_SMALL));
    await client.change(CONFIG, 3, '{ "hosst": 1 }');
    const [finding] = await client.diagnostics(CONFIG, has('config/unknown-key'));
    assert.deepEqual(finding?.range, {
      start: { line: 0, character: 2 },
      end: { line: 0, character: 9 },
    });
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: client.uri(CONFIG) },
    });
    await client.diagnostics('a.xml', has(TOO_SMALL));
    await client.diagnostics(CONFIG, (all) => all.length === 0);
  });

  it("knows the guests of a user's session as soon as they are named", async () => {
    const rule = 'memory/not-in-session';
    const text =
      "<domain type='kvm'><name>jo-test</name><memory unit='GiB'>1</memory><cputune><shares>9</shares></cputune></domain>";
    const session = (names: string[]) => config({ hosts: { desk: { session: names } } });
    client = await startClient({ [CONFIG]: session([]) });
    await client.open('a.xml', text);
    await client.diagnostics('a.xml', hasNo(rule));
    await client.open(CONFIG, session([]), 'jsonc');
    await client.change(CONFIG, 2, session(['jo-*']));
    await client.diagnostics('a.xml', has(rule));
    await client.change(CONFIG, 3, session(['db']));
    await client.diagnostics('a.xml', hasNo(rule));
  });

  it('sees a configuration come and go', async () => {
    client = await startClient({ 'small.txt': HOST });
    await client.open('sub/a.xml', GUEST);
    await client.diagnostics('sub/a.xml', hasNo(TOO_SMALL));
    client.write(
      'sub/libvirt-xml.json',
      '{ "hosts": { "s": { "topology": "../small.txt" } }, "x": 1 }',
    );
    await changed('sub/libvirt-xml.json', 1);
    await client.diagnostics('sub/a.xml', has(TOO_SMALL));
    await client.diagnostics('sub/libvirt-xml.json', has('config/unknown-key'));
    rmSync(join(client.folder, 'sub/libvirt-xml.json'));
    await changed('sub/libvirt-xml.json', 3);
    await client.diagnostics('sub/a.xml', hasNo(TOO_SMALL));
    await client.diagnostics('sub/libvirt-xml.json', (all) => all.length === 0);
    const watched = JSON.stringify([...client.registrations.values()]);
    assert.match(watched, /\*\*\/libvirt-xml\.json/);
  });

  it('tells of a host file that is missing, until it is there', async () => {
    client = await startClient({
      [CONFIG]: config({ hosts: { small: { topology: 'small.txt' } } }),
    });
    await client.open('a.xml', GUEST);
    await client.diagnostics(CONFIG, has('config/missing-file'));
    const status = await client.status('a.xml', ({ problem }) => problem !== undefined);
    assert.match(status.problem ?? '', /'small\.txt' cannot be used: it does not exist/);
    client.write('small.txt', HOST);
    await changed('small.txt', 1);
    await client.diagnostics('a.xml', has(TOO_SMALL));
    await client.diagnostics(CONFIG, hasNo('config/missing-file'));
  });

  it('tells of itself with the severities of the settings, where it states none', async () => {
    client = await startClient(
      { [CONFIG]: '{ "x": 1, "severities": { "a/b": "off", "config/unknown-rule": "error" } }' },
      { settings: { rules: { 'config/unknown-key': 'hint', 'config/unknown-rule': 'hint' } } },
    );
    await client.open('a.xml', GUEST);
    const found = await client.diagnostics(CONFIG, has('config/unknown-key'));
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [
        ['config/unknown-key', 4],
        ['config/unknown-rule', 1],
      ],
    );
  });

  it('finds nothing in excluded files', async () => {
    client = await startClient({ [CONFIG]: '{}', 'libvirt-xml.host.txt': HOST });
    await client.open('old/a.xml', GUEST);
    await client.diagnostics('old/a.xml', has(TOO_SMALL));
    client.write(CONFIG, '{ "exclude": ["old/"] }');
    await changed(CONFIG);
    await client.diagnostics('old/a.xml', (all) => all.length === 0);
  });

  it('reads host files outside of the folder in trusted workspaces only', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'libvirt-xml-elsewhere-'));
    writeFileSync(join(elsewhere, 'rack7.txt'), HOST);
    const text = config({ hosts: { r: { topology: join(elsewhere, 'rack7.txt') } } });
    client = await startClient({ [CONFIG]: text }, { trusted: false });
    await client.open('a.xml', GUEST);
    const [finding] = await client.diagnostics(CONFIG, has('config/missing-file'));
    assert.match(JSON.stringify(finding), /outside of the folder \(restricted mode\)/);
    await client.connection.sendNotification('libvirtXml/trusted');
    await client.diagnostics('a.xml', has(TOO_SMALL));
    rmSync(elsewhere, { recursive: true });
  });

  it('decides by the versions of the settings where no host states them', async () => {
    client = await startClient(
      {},
      { settings: { versions: { libvirt: '8.0.0', kernel: 'no version' } } },
    );
    const several = GUEST.replace("'strict' nodeset='0'", "'preferred' nodeset='0-1'");
    await client.open('a.xml', several);
    const found = await client.diagnostics('a.xml', has('numatune/preferred-several-nodes'));
    assert.match(JSON.stringify(found), /libvirt 8\.0\.0/);
  });
});
