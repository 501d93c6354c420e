import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';

const RULE = {
  id: 'acme/no-auto',
  xpath: "/domain/vcpu[@placement='auto']",
  message: 'no numad for {../name}',
  severity: 'error',
};

const FILES = {
  '/libvirt-xml.json': JSON.stringify({ rules: [RULE] }),
  '/vm.xml': `<domain type='lxc'>
  <name>vm</name>
  <memory>1048576</memory>
  <vcpu placement='auto'>1</vcpu>
</domain>
`,
};

async function run(argv: readonly string[], files: Readonly<Record<string, MemoryFile>> = FILES) {
  const environment = memoryEnvironment(files);
  const code = await cli(argv, environment);
  return { code, ...environment.printed };
}

describe("house rules' ids on the command line", () => {
  const lint = (...options: string[]) => run(['lint', '--format', 'compact', ...options, 'vm.xml']);

  it('take another severity, and can be switched off', async () => {
    assert.match((await lint()).stdout, /error: no numad for vm \[acme\/no-auto\]/);
    const hint = await lint('--rule', 'acme/no-auto=hint');
    assert.match(hint.stdout, /hint: no numad for vm \[acme\/no-auto\]/);
    assert.equal(hint.code, 0);
    const off = await lint('--rule', 'acme/no-auto=off');
    assert.doesNotMatch(off.stdout, /acme/);
    assert.equal(off.code, 0);
  });

  it('are told when no configuration has them', async () => {
    const { code, stderr } = await lint('--rule', 'acme/no-atuo=off');
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "libvirt-xml: there is no rule 'acme/no-atuo', neither built in nor in a configuration; did you mean 'acme/no-auto'?\n",
    );
    assert.equal((await lint('--no-config', '--rule', 'acme/no-auto=off')).code, 2);
  });

  it('are misuse at once where they could be none', async () => {
    const { code, stderr, stdout } = await lint('--rule', 'numatune/mine=off');
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /there is no rule 'numatune\/mine'/);
  });

  it("are listed behind the built-in rules of 'rules'", async () => {
    const table = await run(['rules']);
    assert.match(table.stdout, /\nacme\/no-auto {2,}error {2,}\s*no numad for \{\.\.\/name\}\n$/);
    const { rules } = JSON.parse((await run(['rules', '--format', 'json'])).stdout) as {
      rules: readonly Record<string, unknown>[];
    };
    assert.deepEqual(rules.at(-1), {
      id: 'acme/no-auto',
      severity: 'error',
      summary: 'no numad for {../name}',
      fix: 'none',
      xpath: RULE.xpath,
      scope: 'house',
      judges: 'document',
      needs: [],
      drivers: 'any',
      formerly: [],
    });
    for (const rule of rules)
      for (const key of ['id', 'severity', 'scope', 'judges', 'fix'])
        assert.equal(typeof rule[key], 'string', `${String(rule['id'])}: ${key}`);
    assert.doesNotMatch((await run(['rules', '--no-config'])).stdout, /acme/);
  });

  it("are explained by 'explain', also by their name alone", async () => {
    for (const id of ['acme/no-auto', 'no-auto']) {
      const { code, stdout } = await run(['explain', id]);
      assert.equal(code, 0);
      assert.match(stdout, /^# acme\/no-auto\n/);
      assert.match(stdout, /house rule of `\/libvirt-xml\.json`/);
      assert.match(stdout, /```xpath\n\/domain\/vcpu\[@placement='auto'\]\n```/);
    }
    const near = await run(['explain', 'acme/no-atuo']);
    assert.equal(near.code, 2);
    assert.match(near.stderr, /near to it: acme\/no-auto/);
    assert.equal((await run(['explain', '--no-config', 'acme/no-auto'])).code, 2);
  });

  it('cannot write to the terminal what would steer it', async () => {
    const hostile = { ...RULE, message: 'a\u001b[2Jb', xpath: '/domain[\n@type]' };
    const files = { '/libvirt-xml.json': JSON.stringify({ rules: [hostile] }) };
    for (const argv of [['rules'], ['explain', 'acme/no-auto']]) {
      const { stdout } = await run(argv, files);
      assert.ok(stdout.includes('a\\x1b[2Jb'), argv.join(' '));
      assert.ok(!stdout.includes('\u001b'));
    }
  });

  it('say so where the configuration cannot be read', async () => {
    const { code, stderr } = await run(['rules', '--config', 'nowhere.json']);
    assert.equal(code, 2);
    assert.match(stderr, /nowhere\.json.*cannot be used/);
  });
});
