import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { Environment } from '../../server/src/lsp/environment.ts';
import {
  CAPTURE,
  CAPTURE_PLAN,
  type CapturePlanResult,
  type CaptureResult,
} from '../../server/src/protocol.ts';
import { HOSTILE_URIS } from '../harness/hostileUris.ts';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { needs } from '../harness/needs.ts';

const CAPABILITIES =
  "<capabilities><host><topology><cells><cell id='0'><memory unit='KiB'>2097152</memory><cpus num='1'><cpu id='0'/></cpus></cell></cells></topology></host></capabilities>";

describe('capturing a host through the language server', function () {
  this.timeout(60_000);
  let client: TestClient;
  afterEach(() => client.stop());

  const plan = (connect: unknown) =>
    client.connection.sendRequest<CapturePlanResult>(CAPTURE_PLAN, { connect });
  const capture = (connect: unknown, confirmed: readonly string[], more = {}) =>
    client.connection.sendRequest<CaptureResult>(CAPTURE, { connect, confirmed, ...more });
  const commandsOf = async (connect: string) => {
    const planned = await plan(connect);
    return 'wrong' in planned ? [planned.wrong] : planned.commands;
  };

  /** A machine on which programs answer from a table by the command behind the URI, and all that was started. */
  function machine(answers: Readonly<Record<string, string>>) {
    const started: string[] = [];
    const run: Environment['run'] = (program, args) => {
      started.push([program, ...args].join(' '));
      const stdout = answers[args[3] ?? ''];
      return Promise.resolve(
        stdout === undefined
          ? { status: 1, stdout: '', stderr: 'error: failed\nerror: not here\n' }
          : { status: 0, stdout, stderr: '' },
      );
    };
    return { started, environment: { run, now: () => '2026-11-24T03:00:00.000Z' } };
  }

  it('asks the real virsh, and tells each command before it runs', async function () {
    client = await startClient({});
    needs('virsh', this);
    const told: string[] = [];
    client.connection.onNotification('$/progress', ({ value }: { value: { message: string } }) => {
      told.push(value.message);
    });
    const commands = await commandsOf('test:///default');
    const result = await capture('test:///default', commands, { workDoneToken: 'one' });
    assert.ok('text' in result, JSON.stringify(result));
    const { topology, problems } = readHostFile(result.text, 'test.json');
    assert.deepEqual(problems, []);
    assert.deepEqual([...(topology?.nodes.keys() ?? [])], [0, 1]);
    assert.equal(result.name, 'test');
    assert.match(result.refused.join('\n'), /not supported by the connection driver/);
    assert.deepEqual(
      told,
      commands.flatMap((line) =>
        line.endsWith(' N') ? [line.replace(/N$/, '0'), line.replace(/N$/, '1')] : [line],
      ),
    );
  });

  it('shows exactly what it will run', async () => {
    const { started, environment } = machine({ capabilities: CAPABILITIES });
    client = await startClient({}, { environment });
    const commands = await commandsOf('qemu:///system');
    assert.deepEqual(commands, [
      'virsh -q -c qemu:///system capabilities',
      'virsh -q -c qemu:///system freepages --all',
      'virsh -q -c qemu:///system freecell --all',
      'virsh -q -c qemu:///system nodememstats --cell N',
      'virsh -q -c qemu:///system version',
      'numactl -H',
      'lscpu -J',
    ]);
    assert.deepEqual(started, []);
    const result = await capture('qemu:///system', commands);
    assert.ok('text' in result);
    assert.deepEqual(
      started,
      commands.map((line) => line.replace(/N$/, '0')),
    );
    assert.equal(
      result.refused[0],
      "'virsh -q -c qemu:///system freepages --all' did not answer: failed; not here",
    );
  });

  it('starts nothing for a connection that is not allowed, whatever was confirmed', async () => {
    const { started, environment } = machine({ capabilities: CAPABILITIES });
    client = await startClient({}, { environment });
    const confirmed = await commandsOf('qemu:///system');
    for (const uri of [...HOSTILE_URIS, ['qemu:///system'], null, 7, { toString: 'x' }]) {
      for (const answer of [await plan(uri), await capture(uri, confirmed)])
        assert.match('wrong' in answer ? answer.wrong : '', /is no connection that is asked here/);
    }
    assert.deepEqual(started, []);
  });

  it('starts nothing but what was confirmed', async () => {
    const { started, environment } = machine({ capabilities: CAPABILITIES });
    client = await startClient({}, { environment });
    const confirmed = await commandsOf('test:///default');
    for (const other of [confirmed, [], confirmed.slice(1)])
      assert.match(
        JSON.stringify(await capture('qemu:///system', other)),
        /not those that were confirmed/,
      );
    await client.setSettings({ virshPath: '/opt/libvirt/bin/virsh' });
    assert.ok('wrong' in (await capture('test:///default', confirmed)));
    assert.deepEqual(started, []);
  });

  it('starts nothing in a workspace that is not trusted, until it is', async () => {
    const { started, environment } = machine({ capabilities: CAPABILITIES });
    client = await startClient({}, { environment, trusted: false });
    for (const answer of [await plan('test:///default'), await capture('test:///default', [])])
      assert.match('wrong' in answer ? answer.wrong : '', /workspace that is not trusted/);
    assert.deepEqual(started, []);
    await client.connection.sendNotification('libvirtXml/trusted');
    assert.ok('commands' in (await plan('test:///default')));
  });

  it('runs the program of the settings, if that is a name or an absolute path', async () => {
    const { started, environment } = machine({ capabilities: CAPABILITIES });
    client = await startClient({}, { environment, settings: { virshPath: '/opt/my virt/virsh' } });
    const commands = await commandsOf('test:///default');
    assert.equal(commands[0], '"/opt/my virt/virsh" -q -c test:///default capabilities');
    const result = await capture('test:///default', commands);
    assert.equal(started[0], '/opt/my virt/virsh -q -c test:///default capabilities');
    // What is kept in Git does not tell where programs lie on somebody's machine.
    assert.match(
      'text' in result ? result.text : '',
      /"virsh -q -c test:\/\/\/default capabilities"/,
    );
    for (const path of [
      './virsh',
      'bin/virsh',
      '../virsh',
      '-c',
      'virsh -c',
      'a\0b',
      '/a\nb',
      '..',
    ]) {
      await client.setSettings({ virshPath: path });
      assert.match(
        JSON.stringify(await plan('test:///default')),
        /is no program that is run/,
        path,
      );
    }
  });

  it('says in plain words, and in those of the tool, why nothing is known', async () => {
    const { environment } = machine({});
    client = await startClient({}, { environment });
    const answer = await capture(
      'qemu+ssh://kvm7/system',
      await commandsOf('qemu+ssh://kvm7/system'),
    );
    assert.deepEqual(answer, {
      wrong:
        "nothing is known of the host: 'virsh -q -c qemu+ssh://kvm7/system capabilities' did not answer: failed; not here",
    });
  });

  it('can be cancelled, and then starts nothing more', async () => {
    const started: string[] = [];
    const source = new CancellationTokenSource();
    const run: Environment['run'] = (_, args, signal) => {
      started.push(args.join(' '));
      return new Promise((done) => {
        signal?.addEventListener('abort', () => {
          done({ error: 'it was cancelled' });
        });
        source.cancel();
      });
    };
    client = await startClient({}, { environment: { run } });
    const confirmed = await commandsOf('qemu:///system');
    const answer = await client.connection.sendRequest<CaptureResult>(
      CAPTURE,
      { connect: 'qemu:///system', confirmed },
      source.token,
    );
    assert.deepEqual(answer, { wrong: 'it was cancelled' });
    assert.equal(started.length, 1);
  });

  it('writes only the free figures of a host file anew', async () => {
    const { environment } = machine({
      capabilities: CAPABILITIES,
      freecell: '    0:    1048576 KiB\n',
    });
    client = await startClient({}, { environment });
    const confirmed = await commandsOf('qemu:///system');
    const file =
      '{\r\n  // rack 7\r\n  "nodes": [{ "id": 0, "memory": "2 GiB", "reserve": "1 GiB" }]\r\n}\r\n';
    const result = await capture('qemu:///system', confirmed, { refresh: file });
    const text = 'text' in result ? result.text : '';
    assert.match(text, /\/\/ rack 7/);
    assert.match(text, /"reserve": "1 GiB",\s*"free": "1 GiB"/);
    assert.match(text, /"capturedAt": "2026-11-24T03:00:00.000Z"/);
    assert.doesNotMatch(text, /[^\r]\n/);
    const other = await capture('qemu:///system', confirmed, {
      refresh: file.replace('"id": 0', '"id": 5'),
    });
    assert.match(JSON.stringify(other), /cannot be refreshed/);
  });
});
