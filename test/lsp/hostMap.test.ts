import assert from 'node:assert/strict';
import type { CodeLens } from 'vscode-languageserver';
import {
  HOST_MAP,
  HOST_MAP_CHANGED,
  HOST_MAP_EDIT,
  SHOW_HOST_MAP,
  type HostMapEditResult,
  type HostMapParams,
  type HostMapResult,
} from '../../server/src/protocol.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { hostText } from '../host/hosts.ts';
import { said } from '../map/mapOf.ts';

const guest = (name: string, gib: number, memory = "<memory mode='strict' nodeset='0'/>") =>
  `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu placement='static' cpuset='0-9'>4</vcpu>
  <numatune>
    ${memory}
  </numatune>
</domain>
`;

describe('the host map over the protocol', function () {
  this.timeout(20_000);
  let client: TestClient;
  afterEach(() => client.stop());

  const ask = (name: string, more: Partial<HostMapParams> = {}) =>
    client.connection.sendRequest<HostMapResult>(HOST_MAP, {
      uri: client.uri(name),
      whatIfs: [],
      ...more,
    });
  const mapOf = async (name: string, more: Partial<HostMapParams> = {}) => {
    const result = await ask(name, more);
    assert.ok('map' in result, JSON.stringify(result));
    return result;
  };
  const start = async (files: Readonly<Record<string, string>> = {}) => {
    client = await startClient(
      { 'libvirt-xml.host.txt': hostText('article.txt'), ...files },
      { hostMap: true },
    );
  };
  /** How often each document was told to have another map. */
  const changes = (): (() => Promise<string>) => {
    const told: string[] = [];
    let wake: (() => void) | undefined;
    client.connection.onNotification(HOST_MAP_CHANGED, ({ uri }: { uri: string }) => {
      told.push(uri);
      wake?.();
    });
    return async () => {
      while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return told.shift() ?? '';
    };
  };

  it('shows a guest on its host, and names the file that describes it', async () => {
    await start();
    await client.open('vm1.xml', guest('vm1', 35));
    const { map, version, wrong, modes } = await mapOf('vm1.xml');
    assert.equal(version, 1);
    assert.ok(modes.includes('strict') && modes.includes('restrictive'));
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      map.host.files.map(({ words }) => words),
      ['libvirt-xml.host.txt (numactl --hardware)'],
    );
    assert.deepEqual(map.host.files[0]?.uri, client.uri('libvirt-xml.host.txt'));
    const { source } = map.nodes[1]!;
    assert.deepEqual(
      [source?.label, source?.start],
      ['libvirt-xml.host.txt:5', { line: 4, character: 0 }],
    );
    const [written] = map.plans;
    assert.equal(said(written!), '0: 13, -0: 22');
    assert.equal(written?.verdict.source?.label, 'vm1.xml:6');
    assert.equal(written.edit, undefined);
  });

  it('writes a plan so that the guest lands as it was shown, once', async () => {
    await start();
    const text = guest('vm1', 35);
    await client.open('vm1.xml', text);
    const whatIfs = [{ mode: 'strict', nodeset: '1-2' }];
    const { map, version, asked } = await mapOf('vm1.xml', { whatIfs });
    const plan = map.plans.find(({ key }) => key === asked[0]);
    assert.equal(said(plan!), '1: 15, 2: 15, -1+2: 5');
    const spread = map.plans.find(({ mode }) => mode === 'interleave');
    assert.match(spread?.edit ?? '', /^changes line 6$/);
    for (const { key, ...promised } of [plan!, spread!]) {
      const params = { uri: client.uri('vm1.xml'), whatIfs, version, key };
      const answer = await client.connection.sendRequest<HostMapEditResult>(HOST_MAP_EDIT, params);
      assert.ok('edit' in answer, JSON.stringify(answer));
      const [change] = answer.edit.documentChanges;
      assert.deepEqual(change?.textDocument, { uri: client.uri('vm1.xml'), version: 1 });
      const lines = new LineIndex(text);
      const after = applyEdits(
        text,
        change.edits.map(({ range, newText }) => ({
          range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
          newText,
        })),
      );
      await client.open(`${key}.xml`, after);
      const { map: now } = await mapOf(`${key}.xml`, { alone: true });
      assert.equal(said(now.plans[0]!), said(promised));
    }
    await client.change('vm1.xml', 2, text.replace('35', '36'));
    const late = await client.connection.sendRequest(HOST_MAP_EDIT, {
      ...{ uri: client.uri('vm1.xml'), whatIfs, version, key: spread!.key },
    });
    assert.deepEqual(late, { problem: 'the document has changed since: look at the map again' });
  });

  it('answers what-ifs of which nothing can be said with a sentence, and shows the rest', async () => {
    await start();
    await client.open('vm1.xml', guest('vm1', 35));
    const { map, wrong, asked } = await mapOf('vm1.xml', {
      whatIfs: [
        { mode: 'strict', nodeset: '1' },
        { mode: 'strict', nodeset: '1,7' },
        { mode: 'bind', nodeset: '1' },
        { mode: 'preferred', nodeset: '1-' },
        null as never,
      ],
    });
    assert.equal(map.plans.find(({ key }) => key === asked[0])?.nodes, 'node 1');
    assert.deepEqual(asked.slice(1), [null, null, null, null]);
    assert.deepEqual(wrong.slice(0, 2), [
      { whatIf: 1, problem: 'node 7 does not exist on this host; it has nodes 0-2' },
      {
        whatIf: 2,
        problem: "'bind' is no memory mode: strict, preferred, interleave or restrictive",
      },
    ]);
    assert.match(wrong[2]?.problem ?? '', /'1-' has no end/);
  });

  it('keeps the last good map of a text that is just being written, and offers no edit of it', async () => {
    await start();
    const text = guest('vm1', 35);
    await client.open('vm1.xml', text);
    const before = (await mapOf('vm1.xml')).map;
    for (const [version, broken, why] of [
      [2, text.replace("nodeset='0'/>", "nodeset='0'"), /^the XML is broken: /],
      [3, text.replace('>35<', '>3x5<'), /^a value of the guest cannot be read: /],
      [4, text.replace("'0'", "'0x'"), /^a value of the guest cannot be read: /],
      [5, '', /^the document holds no libvirt domain: /],
    ] as const) {
      await client.change('vm1.xml', version, broken);
      const { map, version: shown } = await mapOf('vm1.xml');
      assert.match(map.stale ?? '', why);
      assert.equal(shown, 1);
      assert.equal(said(map.plans[0]!), said(before.plans[0]!));
      assert.ok(map.plans.every(({ edit }) => edit === undefined));
    }
    await client.change('vm1.xml', 6, text);
    assert.equal((await mapOf('vm1.xml')).map.stale, undefined);
  });

  it('says why there is no map: no host, no domain, none that can be read', async () => {
    client = await startClient({});
    await client.open('vm1.xml', guest('vm1', 35));
    assert.deepEqual(await ask('vm1.xml'), {
      noHost: {
        guest: { name: 'vm1', bytes: 35 * 2 ** 30, binding: 'strict on 0' },
        why: 'no host file is configured',
      },
    });
    await client.open('broken.xml', guest('vm2', 35).replace('</name>', ''));
    assert.deepEqual(await ask('broken.xml'), { problem: 'the XML is broken' });
    await client.open('other.xml', '<network/>');
    assert.deepEqual(await ask('other.xml'), { problem: 'the document holds no libvirt domain' });
    assert.deepEqual(await ask('nowhere.xml'), { problem: 'the document is not open' });
    await client.open('xen.xml', guest('vm3', 1).replace('kvm', 'xen'));
    assert.deepEqual(await ask('xen.xml'), {
      problem: 'only of the guests of QEMU is it known where their memory lands',
    });
  });

  it('shows of several domains the one at the position', async () => {
    await start();
    const [first, second] = [guest('a', 1), guest('b', 2)];
    const text = `<domstatus>\n${first}${second}</domstatus>\n`;
    await client.open('both.xml', text);
    const named = async (line: number) =>
      (await mapOf('both.xml', { position: { line, character: 0 } })).map.focus.name;
    assert.deepEqual([await named(3), await named(12), await named(0)], ['a', 'b', 'a']);
    assert.equal((await mapOf('both.xml')).map.focus.name, 'a');
  });

  it('tells when a map is another one: its text, its host, another guest; nothing of what nobody looks at', async () => {
    await start({ 'vms/db.xml': guest('db', 10) });
    const next = changes();
    await client.open('vms/web.xml', guest('web', 8));
    await client.open('vms/unseen.xml', guest('unseen', 1));
    await mapOf('vms/web.xml');
    const until = async (isSeen: (map: Awaited<ReturnType<typeof mapOf>>['map']) => boolean) => {
      for (;;) {
        const { map } = await mapOf('vms/web.xml');
        if (isSeen(map)) return map;
        assert.equal(await next(), client.uri('vms/web.xml'));
      }
    };
    const beside = await until(({ others }) => others.length === 2);
    assert.deepEqual(
      beside.others.map(({ letter, name, bytes }) => [letter, name, (bytes ?? 0) / 2 ** 30]),
      [
        ['B', 'db', 10],
        ['C', 'unseen', 1],
      ],
    );
    assert.equal(said(beside.plans[0]!), '0: 4, -0: 4');
    await client.change('vms/web.xml', 2, guest('web', 4));
    await until(({ focus }) => focus.bytes === 4 * 2 ** 30);
    await client.change('vms/unseen.xml', 2, guest('unseen', 2));
    await until(({ others }) => others.some(({ bytes }) => bytes === 2 * 2 ** 30));
    client.write('libvirt-xml.host.txt', hostText('article.txt').replace('15360 MB', '20480 MB'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('libvirt-xml.host.txt'), type: 2 }],
    });
    await until(({ nodes }) => nodes[0]?.total === 20 * 2 ** 30);
  });

  it('counts the guest alone where that is asked', async () => {
    await start({
      'libvirt-xml.json': `{ "hosts": { "rack7": { "topology": "libvirt-xml.host.txt", "domains": ["vms/**"], "overhead": "1 GiB" } } }`,
      'vms/db.xml': guest('db', 10),
    });
    const next = changes();
    await client.open('vms/web.xml', guest('web', 8));
    while ((await mapOf('vms/web.xml')).map.others.length === 0) await next();
    const { map: all } = await mapOf('vms/web.xml');
    assert.equal(said(all.plans[0]!), '0: 4, -0: 5');
    assert.equal(all.others[0]?.finding, 'warning');
    const { map } = await mapOf('vms/web.xml', { alone: true });
    assert.deepEqual([map.others, map.hidden], [[], 1]);
    assert.equal(said(map.plans[0]!), '0: 9');
    assert.deepEqual([all.host.basis, map.host.basis], ['total', 'free']);
  });

  it('is offered by the line above a domain to clients that can show it', async () => {
    await start();
    await client.open('vm1.xml', guest('vm1', 10));
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri('vm1.xml') },
    });
    assert.deepEqual(lenses[0]?.command, {
      title: 'this host: fits node 0, 10 of 13 GiB (by free memory, a snapshot) · show map',
      command: SHOW_HOST_MAP,
      arguments: [{ uri: client.uri('vm1.xml'), position: { line: 0, character: 1 } }],
    });
  });
});
