import assert from 'node:assert/strict';
import { runProcess, type ProcessLimits } from '../../server/src/machine/runProcess.ts';

const LIMITS: ProcessLimits = { time: 20_000, output: 100_000 };

/** Runs a program of JavaScript. */
const run = (code: string, limits: Partial<ProcessLimits> = {}) =>
  runProcess(process.execPath, ['-e', code], { ...LIMITS, ...limits });

describe('a process that the user asked for', function () {
  this.timeout(30_000);

  it('runs in the language C, with nothing on its standard input, and not in the working folder', async () => {
    const { LC_ALL, input, folder } = JSON.parse(
      await outputOf(
        "console.log(JSON.stringify({LC_ALL: process.env.LC_ALL, input: require('fs').readFileSync(0, 'utf8'), folder: process.cwd()}))",
      ),
    ) as Record<string, string>;
    assert.deepEqual({ LC_ALL, input }, { LC_ALL: 'C', input: '' });
    assert.notEqual(folder, process.cwd());
  });

  it('gets its arguments as they are: no shell reads them', async () => {
    const args = ['-e', 'console.log(process.argv.slice(1).join())', '$(id)', ';', '`id`', '*'];
    const result = await runProcess(process.execPath, args, LIMITS);
    assert.deepEqual(result, { status: 0, stdout: '$(id),;,`id`,*\n', stderr: '' });
  });

  it('ends with its status and what it printed', async () => {
    const result = await run('console.log(1); console.error(2); process.exitCode = 3');
    assert.deepEqual(result, { status: 3, stdout: '1\n', stderr: '2\n' });
  });

  it('is ended when it takes too long, also where it left others behind that hold its output', async () => {
    const begun = Date.now();
    const result = await run(
      "require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 8000)'], {stdio: 'inherit'}); setTimeout(() => {}, 9000)",
      { time: 1_000 },
    );
    assert.deepEqual(result, { error: 'it took more than 1 seconds' });
    assert.ok(Date.now() - begun < 7_000);
  });

  it('is ended when it prints too much, or is cancelled', async () => {
    const flood = await run("for (;;) process.stdout.write('x'.repeat(1000))", { output: 50_000 });
    assert.deepEqual(flood, { error: 'it printed too much' });
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 300);
    const cancelled = await run('setTimeout(() => {}, 20000)', { signal: stop.signal });
    assert.deepEqual(cancelled, { error: 'it was cancelled' });
  });

  it('is not started when it was cancelled before', async () => {
    const result = await runProcess('no such program', [], {
      ...LIMITS,
      signal: AbortSignal.abort(),
    });
    assert.deepEqual(result, { error: 'it was cancelled' });
  });

  it('says in a few words why it cannot be started', async () => {
    const missing = await runProcess('libvirt-xml-no-such-program', [], LIMITS);
    assert.deepEqual(missing, { error: 'it is not installed' });
    const impossible = await runProcess('a\0b', [], LIMITS);
    assert.match('error' in impossible ? impossible.error : '', /^it cannot be started/);
  });

  async function outputOf(code: string): Promise<string> {
    const result = await run(code);
    return 'stdout' in result ? result.stdout : '';
  }
});
