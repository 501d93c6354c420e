import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment } from '../harness/memoryEnvironment.ts';

async function script(shell: string): Promise<string> {
  const environment = memoryEnvironment({});
  assert.equal(await cli(['completion', shell], environment), 0);
  return environment.printed.stdout;
}

/** What a real bash completes behind these words. */
async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const line = words.map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `${await script('bash')}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _libvirt_xml; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('libvirt-xml completion', () => {
  it('completes commands, options, values and rules in bash', async () => {
    assert.deepEqual(await completed('libvirt-xml', 'li'), ['lint']);
    assert.deepEqual(await completed('libvirt-xml', 'lint', '--fail'), ['--fail-level']);
    assert.deepEqual(await completed('libvirt-xml', 'lint', '--format', 'sa'), ['sarif']);
    assert.deepEqual(await completed('libvirt-xml', 'plan', '--su'), ['--suggest']);
    assert.deepEqual(await completed('libvirt-xml', 'plan', '--format', 'm'), ['markdown']);
    assert.deepEqual(await completed('libvirt-xml', 'rules', '--format', ''), ['human', 'json']);
    assert.deepEqual(await completed('libvirt-xml', 'explain', 'numatune/node-too'), [
      'numatune/node-too-small',
    ]);
    assert.deepEqual(await completed('libvirt-xml', 'rules', '--'), [
      '--format',
      '--config',
      '--no-config',
    ]);
    assert.deepEqual(await completed('libvirt-xml', 'ho'), ['host']);
    assert.deepEqual(await completed('libvirt-xml', 'host', ''), ['show', 'capture']);
    assert.deepEqual(await completed('libvirt-xml', 'host', 'show', '--format', 'j'), ['json']);
    assert.deepEqual(await completed('libvirt-xml', 'host', 'capture', '--c'), ['--connect']);
    assert.deepEqual(await completed('libvirt-xml', 'completion', 'z'), ['zsh']);
    assert.deepEqual(await completed('libvirt-xml', 'lint', '--format', '=', 'sa'), ['sarif']);
    // Files are the shell's: it knows how to write blanks.
    assert.deepEqual(await completed('libvirt-xml', 'lint', 'packa'), []);
  });

  it('is written for zsh and fish, too', async function () {
    assert.match(
      await script('zsh'),
      /^autoload -U \+X bashcompinit && bashcompinit\n_libvirt_xml/,
    );
    const fish = await script('fish');
    assert.match(fish, /__fish_seen_subcommand_from lint' -l format -x -a 'human compact/);
    assert.match(fish, /from plan' -l format -x -a 'human json markdown svg'/);
    assert.match(
      fish,
      /from host; and __fish_seen_subcommand_from show' -l format -x -a 'human json'/,
    );
    if (spawnSync('fish', ['--version']).error !== undefined) this.skip();
    const { stdout } = spawnSync(
      'fish',
      [
        '--no-config',
        '-c',
        `${fish}\ncomplete -C'libvirt-xml host '; complete -C'libvirt-xml completion z'`,
      ],
      { encoding: 'utf8' },
    );
    assert.equal(stdout, 'capture\nshow\nzsh\n');
  });
});
