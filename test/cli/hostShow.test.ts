import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { hostOf, hostText } from '../host/hosts.ts';
import { memoryEnvironment } from '../harness/memoryEnvironment.ts';

const FILES = {
  '/numactl.txt': hostText('f-hugepages-smt-deb13/numactl-H.txt'),
  '/caps.xml': hostText('f-hugepages-smt-deb13/virsh-capabilities.xml'),
  '/divided.json': hostText('divided.json'),
  '/no-numa.txt': hostText('no-numa.txt'),
  '/notes.txt': 'no host\n',
};

async function run(
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const environment = memoryEnvironment(FILES);
  let stdout = '';
  let stderr = '';
  const code = await cli(['host', ...args], {
    ...environment,
    out: (text) => {
      stdout += text;
      return Promise.resolve();
    },
    err: (text) => {
      stderr += text;
      return Promise.resolve();
    },
  });
  return { code, stdout, stderr };
}

describe('libvirt-xml host show', () => {
  it('prints the merged host and what comes from where', async () => {
    const { code, stdout, stderr } = await run('show', '/numactl.txt', '/caps.xml');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^numactl: 2 nodes\n/);
    assert.match(stdout, /^1 {5}4-7 .*192 of 2 MiB, 0 of 1 GiB +21 10$/m);
    assert.match(stdout, /^memory +caps\.xml \(virsh capabilities\)$/m);
    assert.match(stdout, /^free +numactl\.txt \(numactl --hardware\)$/m);
    assert.match(stdout, /^reserve +unknown$/m);
  });

  it('prints what caches can be divided, and that there is no NUMA', async () => {
    const divided = await run('show', '/divided.json');
    assert.match(
      divided.stdout,
      /^caches of level 3: 0-1, 15 MiB each, both in steps of 768 KiB$/m,
    );
    assert.match(divided.stdout, /^bandwidth controllers: 0-1$/m);
    assert.match(divided.stdout, /^caches +divided\.json \(JSON\)$/m);
    const without = await run('show', '/no-numa.txt');
    assert.match(without.stdout, /^no-numa: no NUMA\n/);
    assert.match(without.stderr, /host\/no-numa/);
  });

  it('prints JSON that is a host file of the same host', async () => {
    const { code, stdout } = await run('show', '--format', 'json', '/caps.xml');
    assert.equal(code, 0);
    assert.deepEqual(hostOf(stdout), hostOf(FILES['/caps.xml'], '/caps.xml'));
  });

  it('tells what is wrong, and is of no success without a host', async () => {
    const { code, stdout, stderr } = await run('show', '/notes.txt');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /host\/unrecognised/);
    assert.equal((await run('show', '/numactl.txt', '/missing.txt')).code, 2);
    assert.equal((await run('show', '/numactl.txt', '/notes.txt')).code, 1);
    assert.equal((await run('show')).code, 2);
    assert.equal((await run('print', '/numactl.txt')).code, 2);
  });
});
