import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../server/src/cli/cli.ts';
import { nodeEnvironment } from '../../server/src/cli/nodeEnvironment.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import { HOSTILE_URIS } from '../harness/hostileUris.ts';
import { memoryEnvironment } from '../harness/memoryEnvironment.ts';
import { needs } from '../harness/needs.ts';
import { ROOT } from '../harness/root.ts';

describe('libvirt-xml host capture', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-capture-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('asks the real virsh and writes a host file that can be read', async function () {
    needs('virsh', this);
    const told = { out: '', err: '' };
    const environment = {
      ...nodeEnvironment(ROOT, '0'),
      out: (text: string) => Promise.resolve(void (told.out += text)),
      err: (text: string) => Promise.resolve(void (told.err += text)),
    };
    const file = join(folder, 'test.json');
    const args = ['host', 'capture', '--connect', 'test:///default', '--output', file];
    assert.equal(await cli(args, environment), 0, told.err);
    const text = readFileSync(file, 'utf8');
    const { topology, problems } = readHostFile(text, file);
    assert.deepEqual(problems, []);
    assert.deepEqual([...(topology?.nodes.keys() ?? [])], [0, 1]);
    assert.equal(topology?.name, 'test');
    assert.equal(topology.nodes.get(topology.nodes.keys().next().value!)?.cpus?.length, 8);
    const { sources, capturedAt } = JSON.parse(text) as {
      sources: { command: string; refused?: string }[];
      capturedAt: string;
    };
    assert.match(capturedAt, /^\d{4}-\d\d-\d\dT/);
    const stats = sources.find(({ command }) => command.includes('nodememstats'));
    assert.match(stats?.refused ?? '', /not supported by the connection driver/);
    assert.match(told.err, /running virsh -q -c test:\/\/\/default capabilities/);
  });

  it('refreshes from the host that the file was taken from, and from another only when told to', async () => {
    const taken = (uri: string) =>
      `{ "nodes": [], "sources": [{ "command": "virsh -q -c ${uri} capabilities" }] }`;
    const refresh = async (text: string, ...args: readonly string[]) => {
      const started: string[] = [];
      const environment = {
        ...memoryEnvironment({ '/kvm7.json': text }),
        run: (program: string, options: readonly string[]) => {
          started.push([program, ...options].join(' '));
          return Promise.resolve({ error: 'never' });
        },
      };
      assert.equal(
        await cli(['host', 'capture', '--refresh', '-o', 'kvm7.json', ...args], environment),
        2,
      );
      return [started[0], environment.printed.stderr.split('\n').at(-2)];
    };
    assert.deepEqual(await refresh(taken('qemu+ssh://root@kvm7/system')), [
      undefined,
      "libvirt-xml: 'kvm7.json' was taken from 'qemu+ssh://root@kvm7/system': --connect says whom to ask now",
    ]);
    const [told] = await refresh(taken('qemu+ssh://root@kvm7/system'), '--connect=test:///default');
    assert.equal(told, 'virsh -q -c test:///default capabilities');
    const [own] = await refresh(taken('qemu:///system'));
    assert.equal(own, 'virsh -q -c qemu:///system capabilities');
  });

  it('starts nothing for a URI that is not allowed', async () => {
    for (const uri of HOSTILE_URIS) {
      const started: string[] = [];
      const environment = {
        ...memoryEnvironment({}),
        run: (program: string) => {
          started.push(program);
          return Promise.resolve({ error: 'never' });
        },
      };
      assert.equal(await cli(['host', 'capture', `--connect=${uri}`], environment), 2);
      assert.deepEqual(started, []);
      assert.match(
        environment.printed.stderr,
        /is no connection that is asked here|what it is given is empty/,
      );
    }
  });

  it('writes only the free figures anew when it is to refresh', async () => {
    const figures: Record<string, string> = {
      capabilities:
        "<capabilities><host><topology><cells><cell id='0'><memory unit='KiB'>2097152</memory><cpus num='1'><cpu id='0'/></cpus></cell></cells></topology></host></capabilities>",
      freecell: '    0:    1048576 KiB\n',
    };
    const file =
      '{\n  // rack 7\n  "nodes": [{ "id": 0, "memory": "2 GiB", "reserve": "1 GiB" }]\n}\n';
    const refresh = async (text: string) => {
      const environment = {
        ...memoryEnvironment({ '/kvm7.json': text }),
        run: (_: string, args: readonly string[]) => {
          const stdout = figures[args[3] ?? ''];
          return Promise.resolve(
            stdout === undefined
              ? { error: 'it is not installed' }
              : { status: 0, stdout, stderr: '' },
          );
        },
      };
      const code = await cli(
        ['host', 'capture', '--refresh', '--output', 'kvm7.json'],
        environment,
      );
      return { code, written: environment.written['/kvm7.json'], ...environment.printed };
    };
    const { code, written, stderr } = await refresh(file);
    assert.equal(code, 0, stderr);
    assert.match(written ?? '', /\/\/ rack 7/);
    assert.match(written ?? '', /"reserve": "1 GiB",\s*"free": "1 GiB"/);
    assert.match(written ?? '', /"capturedAt": "2026-11-24T03:00:00.000Z"/);
    const inOneLine = '{ "capturedAt": "2025-06-30", "nodes": [{ "id": 0, "free": "1 KiB" }] }';
    assert.equal(
      (await refresh(`\uFEFF${inOneLine}\r\n`)).written,
      `\uFEFF${inOneLine.replace('2025-06-30', '2026-11-24T03:00:00.000Z').replace('1 KiB', '1 GiB')}\r\n`,
    );
    const other = await refresh(file.replace('"id": 0', '"id": 5'));
    assert.equal(other.code, 2);
    assert.match(other.stderr, /cannot be refreshed/);
  });

  it('says in plain words what is missing', async () => {
    const environment = memoryEnvironment({});
    assert.equal(await cli(['host', 'capture'], environment), 2);
    assert.match(
      environment.printed.stderr,
      /nothing is known of the host: 'virsh -q -c qemu:\/\/\/system capabilities' did not answer: it is not installed/,
    );
  });
});
