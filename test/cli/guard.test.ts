import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';

const HOST = `available: 2 nodes (0-1)
node 0 cpus: 0 1
node 0 size: 8192 MB
node 0 free: 8192 MB
node 1 cpus: 2 3
node 1 size: 8192 MB
node 1 free: 8192 MB
`;

const guest = (name: string, node: number) => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>1</memory>
  <vcpu>1</vcpu>
  <numatune>
    <memory mode='strict' nodeset='${node}'/>
  </numatune>
</domain>
`;

/** Guards a file in /tmp from the folder /, where an editor leaves it as it is. */
async function guard(
  files: Readonly<Record<string, MemoryFile>>,
  argv: readonly string[] = [],
  answers: readonly string[] = [],
) {
  const environment = memoryEnvironment(files);
  const edited: string[] = [];
  const left = [...answers];
  const code = await cli(['guard', '--editor', 'ed', ...argv], {
    ...environment,
    runInTerminal: (program, args) => {
      edited.push([program, ...args].join(' '));
      return Promise.resolve({ status: 0 });
    },
    ask: () => Promise.resolve(left.shift()),
  });
  return { code, edited, ...environment.printed };
}

const TEMPORARY = '/tmp/virshABCDEF.xml';

describe('libvirt-xml guard', () => {
  const PROJECT = {
    '/libvirt-xml.json': JSON.stringify({
      hosts: { rack: { topology: 'rack.txt', domains: ['db-*.xml'] } },
      rules: [
        {
          id: 'acme/no-strict',
          xpath: "/domain/numatune/memory[@mode='strict']/@mode",
          message: 'no {.} here',
        },
      ],
      overrides: [
        { domains: ['db-2'], suppress: [{ rule: 'acme/no-strict', reason: 'it is old' }] },
      ],
    }),
    '/rack.txt': HOST,
  };

  it("judges virsh's temporary file by the configuration and the host of the working directory", async () => {
    const { code, stderr, edited } = await guard({ ...PROJECT, [TEMPORARY]: guest('db-1', 7) }, [
      TEMPORARY,
    ]);
    assert.equal(code, 1);
    assert.deepEqual(edited, [`ed ${TEMPORARY}`]);
    assert.match(stderr, /node 7 does not exist on this host/);
    assert.match(stderr, /no strict here/);
  });

  it("knows the domain by its name, as the configuration's patterns and suppressions do", async () => {
    const kept = await guard({ ...PROJECT, [TEMPORARY]: guest('db-2', 1) }, [TEMPORARY]);
    assert.equal(kept.stderr, '');
    assert.equal(kept.code, 0);
    const elsewhere = await guard({ ...PROJECT, [TEMPORARY]: guest('web', 1) }, [TEMPORARY]);
    assert.match(elsewhere.stderr, /no host of the configuration is known for '\/web\.xml'/);
  });

  it('takes the configuration that is named, none, or a host that is named', async () => {
    const files = { ...PROJECT, '/other.json': '{}', [TEMPORARY]: guest('db-1', 7) };
    for (const options of [['--no-config'], ['--config', '/other.json']]) {
      const { code, stderr } = await guard(files, [...options, TEMPORARY]);
      assert.equal(stderr, '', options.join(' '));
      assert.equal(code, 0);
    }
    const { code, stderr } = await guard(files, ['--no-config', '--host', '/rack.txt', TEMPORARY]);
    assert.match(stderr, /node 7 does not exist on this host/);
    assert.equal(code, 1);
  });

  it('lets --rule speak of house rules', async () => {
    const files = { ...PROJECT, [TEMPORARY]: guest('db-1', 1) };
    const off = await guard(files, ['--rule', 'acme/no-strict=off', TEMPORARY]);
    assert.equal(off.code, 0);
    const unknown = await guard(files, ['--rule', 'acme/no-strickt=off', TEMPORARY]);
    assert.match(
      unknown.stderr,
      /there is no rule 'acme\/no-strickt'.*did you mean 'acme\/no-strict'\?/,
    );
  });

  it('reads the configuration anew after each edit', async () => {
    const files: Record<string, MemoryFile> = { ...PROJECT, [TEMPORARY]: guest('db-1', 1) };
    const environment = memoryEnvironment(files);
    let edits = 0;
    const code = await cli(['guard', '--editor', 'ed', TEMPORARY], {
      ...environment,
      runInTerminal: () => {
        if (++edits === 2) files['/libvirt-xml.json'] = '{}';
        return Promise.resolve({ status: 0 });
      },
      ask: () => Promise.resolve('e'),
    });
    assert.equal(code, 0);
    assert.equal(edits, 2);
  });
});
