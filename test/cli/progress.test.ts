import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import type { Environment } from '../../server/src/cli/environment.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';

const GUEST = "<domain type='kvm'><name>g</name><memory>1048576</memory></domain>";
const BROKEN = GUEST.replace('</name>', '<name>');

/** A terminal with what is written to it in order; time goes on by a step whenever somebody asks. */
async function lint(
  files: Readonly<Record<string, MemoryFile>>,
  step: number,
  more: Partial<Environment> = {},
  argv: readonly string[] = ['--format', 'compact', '/'],
) {
  const environment = memoryEnvironment(files);
  const written: string[] = [];
  let time = 0;
  const stream = (text: string) => {
    written.push(text);
    return Promise.resolve();
  };
  await cli(['lint', ...argv], {
    ...environment,
    errorColumns: 40,
    out: stream,
    err: stream,
    now: () => new Date((time += step)).toISOString(),
    ...more,
  });
  return written;
}

const many = (count: number, text = GUEST) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`/vm${index + 1}.xml`, text]));

describe('progress of long work', () => {
  it('is a line on a terminal, taken away at the end', async () => {
    const written = await lint(many(1200), 1);
    const lines = written.filter((text) => text.includes('checking'));
    assert.ok(lines.length >= 2, 'some lines in 1.2 seconds');
    assert.match(lines[0] ?? '', /^\r\x1b\[Kchecking 1,000 of 1,200: \/\/?vm\d+\.xml$/);
    const last = written.lastIndexOf(lines.at(-1) ?? '');
    assert.equal(written[last + 1], '\r\x1b[K');
    assert.ok(!written.slice(last + 2).some((text) => text.includes('\x1b')));
  });

  it('makes way for what is told meanwhile', async () => {
    const written = await lint(many(20, BROKEN), 1000);
    let isShown = false;
    for (const text of written) {
      if (text.includes('checking')) isShown = true;
      else if (text === '\r\x1b[K') isShown = false;
      else assert.ok(!isShown, `'${text.slice(0, 20)}' is written behind the line`);
    }
    assert.ok(!isShown);
  });

  it('is not for short work', async () => {
    assert.ok(!(await lint(many(50), 1)).some((text) => text.includes('\x1b')));
  });

  it('is not for pipes, CI and terminals that take nothing back', async () => {
    const variable = (set: string, value: string) => (name: string) =>
      name === set ? value : undefined;
    for (const more of [
      { errorColumns: undefined },
      { variable: variable('CI', 'true') },
      { variable: variable('TERM', 'dumb') },
    ])
      assert.ok(!(await lint(many(5), 2000, more)).some((text) => text.includes('\x1b')));
  });

  it('fits the terminal, and lets no name steer it', async () => {
    const name = `/a\u001b[31m${'漢'.repeat(40)}.xml`;
    const written = await lint({ [name]: GUEST }, 2000);
    const line = written.find((text) => text.includes('checking')) ?? '';
    assert.ok(line.startsWith('\r\x1b[Kchecking 1 of 1: '));
    const shown = line.slice('\r\x1b[K'.length);
    assert.ok(!shown.includes('\u001b'));
    const width = [...shown].reduce((sum, char) => sum + (char === '漢' ? 2 : 1), 0);
    assert.ok(width <= 39 && width >= 37, `${width} columns`);
  });

  it('is shown by plan as well', async () => {
    const host =
      'available: 1 nodes (0)\nnode 0 cpus: 0\nnode 0 size: 4096 MB\nnode 0 free: 9 MB\n';
    const environment = memoryEnvironment({ ...many(3), '/host.txt': host });
    let time = 0;
    await cli(['plan', '--host', 'host.txt', '/'], {
      ...environment,
      errorColumns: 40,
      now: () => new Date((time += 2000)).toISOString(),
    });
    assert.match(environment.printed.stderr, /\r\x1b\[Kreading 1 of 3: [^\r]*\r/);
    assert.ok(environment.printed.stderr.endsWith('\r\x1b[K'));
  });
});
