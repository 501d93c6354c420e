import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { ALLOWED, COMMANDS } from '../../server/src/cli/options.ts';
import { USAGE } from '../../server/src/cli/usage.ts';
import { memoryEnvironment } from '../harness/memoryEnvironment.ts';

async function run(args: readonly string[]) {
  const environment = memoryEnvironment({});
  const code = await cli(args, environment);
  return { code, ...environment.printed };
}

describe('libvirt-xml', () => {
  it('explains its use', async () => {
    assert.deepEqual(await run(['--help']), { code: 0, stdout: USAGE, stderr: '' });
    assert.deepEqual(await run(['help']), { code: 0, stdout: USAGE, stderr: '' });
    for (const command of COMMANDS) {
      const { code, stdout } = await run([...command.split(' '), '-h']);
      assert.equal(code, 0);
      assert.ok(stdout.startsWith(`Usage:\n  libvirt-xml ${command}`), stdout);
      assert.deepEqual(await run(['help', ...command.split(' ')]), { code, stdout, stderr: '' });
      for (const option of ALLOWED[command])
        assert.match(stdout, new RegExp(`^ .*--${option} `, 'm'));
      for (const line of `${USAGE}${stdout}`.split('\n')) assert.ok(line.length < 80, line);
    }
    assert.equal(
      (await run(['host', 'show', '--help'])).stdout,
      `Usage:
  libvirt-xml host show [options] FILE…

Show the host that the files describe together, and what comes from where

Options:
  --format FORMAT         human (default) or json
  -h, --help              this
`,
    );
    assert.deepEqual(await run(['--version']), { code: 0, stdout: '0.1.0-test\n', stderr: '' });
  });

  const misuses: readonly [string, string][] = [
    ['', 'a command is missing'],
    ['lint', "'lint' needs a file or a folder"],
    ['vm1.xml', "unknown command 'vm1.xml'; 'libvirt-xml lint PATH…' checks files"],
    ['lnit a.xml', "unknown command 'lnit'; did you mean 'lint'?"],
    ['lint --fail-levle=hint a', "unknown option '--fail-levle'; did you mean '--fail-level'?"],
    ['lint --recursive a', "unknown option '--recursive'"],
    ['lint --max-warnings many a', "'many' is no value of '--max-warnings'; it takes a number"],
    ['lint --unsafe-fixes a', "'--unsafe-fixes' needs '--fix' or '--diff'"],
    ['lint --update-baseline a', "'--update-baseline' needs '--baseline FILE'"],
    ['lint --host', "'--host' needs a value"],
    ['lint --host= a', "'--host' needs a value, and what it is given is empty"],
    ['lint --rule -x a', "'--rule' needs a value; one that begins with '-' is written '--rule=-…'"],
    [
      'lint --baseline b --update-baseline --prune-baseline a',
      "'--update-baseline' forgets what is gone; it needs no '--prune-baseline'",
    ],
    ['lint --diff --format sarif a', "'--diff' prints a diff, and takes no '--format'"],
    [
      'lint --stdin-filename vm1.xml a',
      "'--stdin-filename' names standard input: it needs the path '-'",
    ],
    ['host', "'host' is used as 'host show FILE…' or 'host capture'"],
    ['host shw a', "unknown command 'host shw'; did you mean 'host show'?"],
    ['host show', "'host show' needs a host file"],
    ['host show --connect test:///default a', "'host show' has no option '--connect'"],
    ['host capture a', "'host capture' takes no 'a'"],
    [
      'lint --format xml a',
      "'xml' is no value of '--format'; it takes human, compact, json, sarif, github, gitlab, junit, checkstyle",
    ],
    [
      'lint --fail-level fatal a',
      "'fatal' is no value of '--fail-level'; it takes error, warning, information, hint, never",
    ],
    [
      'lint --rule numatune/node-to-small=off a',
      "there is no rule 'numatune/node-to-small'; did you mean 'numatune/node-too-small'?",
    ],
    ['lint --rule x a', "'--rule x' should be '--rule ID=SEVERITY'"],
    ['rules --host a', "'rules' has no option '--host'"],
    ['rules a', "'rules' takes no 'a'"],
    ['explain', "'explain' needs the id of a rule, or the text of an error"],
  ];
  /** Whose help is pointed to. */
  const helpOf = (args: string) =>
    COMMANDS.filter((name) => args === name || args.startsWith(`${name} `))
      .map((name) => `${name} `)
      .join('');
  for (const [args, message] of misuses) {
    it(`tells what is wrong with: libvirt-xml ${args}`, async () => {
      assert.deepEqual(await run(args === '' ? [] : args.split(' ')), {
        code: 2,
        stdout: '',
        stderr: `libvirt-xml: ${message}\nTry 'libvirt-xml ${helpOf(args)}--help'.\n`,
      });
    });
  }
});
