import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { ROOT } from '../harness/root.ts';
import { hostText } from '../host/hosts.ts';

const ARTICLE = hostText('article.txt');
const FOUR = hostText('d-four-memoryless-deb13/virsh-capabilities.xml');

const guest = (name: string, size: string, numatune: string, more = ''): string =>
  `<domain type='kvm'><name>${name}</name><memory unit='MiB'>${size}</memory>${more}<numatune>${numatune}</numatune></domain>`;
const PINNED = "<vcpu cpuset='0-9'>4</vcpu>";
const DB = guest('db', '35840', "<memory mode='strict' nodeset='0-2'/>", PINNED);
const WEB = guest('web', '3072', "<memory mode='strict' nodeset='0'/>", PINNED);

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function plan(
  args: readonly string[],
  files: Readonly<Record<string, MemoryFile>>,
  look: { readonly columns?: number; readonly unicode?: boolean } = {},
): Promise<Ran> {
  const environment = { ...memoryEnvironment(files), ...look };
  const code = await cli(['plan', ...args], environment);
  return { code, ...environment.printed };
}

describe('libvirt-xml plan', () => {
  it('shows the article’s host full: the second guest does not fit beside the first', async () => {
    const { code, stdout, stderr } = await plan(['--free', '--host', '/article.txt', '/vms'], {
      '/article.txt': ARTICLE,
      '/vms/db.xml': DB,
      '/vms/web.xml': WEB,
    });
    assert.deepEqual([code, stderr], [1, '']);
    assert.equal(
      stdout,
      `article: 2 guests on 3 nodes, of what was free at capture
a model: where the memory lands when the guests start in this order and all of it is in use

memory  node 0                  node 1                  node 2
has     ░░░░░░░░░░░░░   13 GiB  ░░░░░░░░░░░░░░░ 15 GiB  ░░░░░░░░░░░░░░░ 15 GiB
db      █████████████   13 GiB  ███████████████ 15 GiB  ███████          7 GiB
in sum  █████████████   13 GiB  ███████████████ 15 GiB  ███████░░░░░░░░  7 GiB

db: 35 GiB, strict on 0-2: fits nodes 0-2
web: 3 GiB, strict on 0: does not fit node 0: 3 GiB too much, which are swapped out, or a process is killed
`,
    );
  });

  it('asks what if, for some guests or all', async () => {
    const files = { '/article.txt': ARTICLE, '/vms/db.xml': DB, '/vms/web.xml': WEB };
    const base = ['--free', '--host', '/article.txt', '/vms'];
    const interleaved = await plan(['--mode', 'interleave', '--guest', 'db', ...base], files);
    assert.equal(interleaved.code, 1);
    assert.match(interleaved.stdout, /^db +█+ +11\.7 GiB +█+ +11\.7 GiB +█+ +11\.7 GiB$/m);
    assert.match(
      interleaved.stdout,
      /^web: 3 GiB, strict on 0: does not fit node 0: 1\.7 GiB too/m,
    );
    const preferred = await plan(['--mode=preferred', '--nodeset=1', ...base], files);
    assert.match(preferred.stdout, /^db +▒+ +5 GiB +█+ +15 GiB +▒+ +15 GiB$/m);
    assert.match(preferred.stdout, /^db: 35 GiB, preferred on 1: spills 20 GiB to nodes 0,2$/m);
    const fits = await plan(['--nodeset', '2', '--guest', 'web', ...base], files);
    assert.deepEqual([fits.code, /^web: .*: fits node 2$/m.test(fits.stdout)], [0, true]);
    assert.equal((await plan(['--guest', 'nobody', '--mode', 'strict', ...base], files)).code, 2);
  });

  it('goes below each other where the terminal is narrow, in ASCII where it must', async () => {
    const { stdout } = await plan(
      ['--host', '/four.xml', '/a.xml'],
      {
        '/four.xml': FOUR,
        '/a.xml': guest(
          'a\u001b[31m\u202e, with a very long name',
          '900',
          "<memory mode='preferred' nodeset='1'/>",
        ),
      },
      { columns: 60, unicode: false },
    );
    assert.equal(
      stdout,
      `four: 1 guest on 4 nodes, of all memory without the reserve
a model: where the memory lands when the guests start in this order and all of it is in use

memory                    node 0            node 1
has                       ..... 1006.3 MiB  ....   718.4 MiB
a\\x1b[31m\\u202e, with a…  +      181.6 MiB  ####   718.4 MiB
in sum                    #....  181.6 MiB  ####   718.4 MiB
memory                    node 2            node 3
has                       ....   754.4 MiB                 -
a\\x1b[31m\\u202e, with a…                 -                 -
in sum                    ....           -                 -

a\\x1b[31m\\u202e, with a very long name: 900 MiB, preferred on 1: spills 181.6 MiB to node 0
`,
    );
  });

  it('counts a guest of several files once, and says which domains are left out', async () => {
    const uuid = '<uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>';
    const own = guest('db', '1024', "<memory nodeset='1'/>", uuid);
    const { code, stdout } = await plan(['--host', '/article.txt', '/vms'], {
      '/article.txt': ARTICLE,
      '/vms/a-snapshot.xml': `<domainsnapshot><name>before</name>${own}</domainsnapshot>`,
      '/vms/b.xml': own,
      '/vms/c.xml': guest(
        'db-renamed',
        '1024',
        "<memory nodeset='1'/>",
        uuid.toUpperCase().replaceAll('UUID', 'uuid'),
      ),
      '/vms/d.xml': guest('db', '1024', "<memory nodeset='1'/>"),
      '/vms/e.xml': "<domain type='lxc'><name>box</name><memory>1</memory></domain>",
      '/vms/notes.xml': '<notes/>',
    });
    assert.equal(code, 0);
    assert.match(stdout, /^article: 1 guest on 3 nodes/);
    assert.match(
      stdout,
      /^db: 1 GiB, strict on 1: fits node 1\nbox \(\/vms\/e\.xml\) is not counted: only guests of QEMU are planned\ndb-renamed \(\/vms\/c\.xml\) is not counted: \/vms\/b\.xml is the same guest\ndb \(\/vms\/d\.xml\) is not counted: \/vms\/b\.xml is the same guest\ndb \(\/vms\/a-snapshot\.xml\) is not counted: \/vms\/b\.xml is the same guest\n$/m,
    );
  });

  it('takes hosts, reserve, overhead and groups from the configuration', async () => {
    const files = {
      '/article.txt': ARTICLE,
      '/libvirt-xml.json': JSON.stringify({
        hosts: {
          rack: {
            topology: 'article.txt',
            domains: ['a/**'],
            reserve: '2 GiB',
            overhead: '10%',
            exclusive: [['blue', 'green']],
          },
          other: { topology: 'article.txt', domains: ['b/**'] },
        },
      }),
      '/a/blue.xml': guest('blue', '10240', "<memory nodeset='1'/>"),
      '/a/green.xml': guest('green', '9216', "<memory nodeset='1'/>"),
      '/b/red.xml': guest('red', '1024', "<memory nodeset='1'/>"),
    };
    const { code, stdout, stderr } = await plan(['/'], files);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^rack: 2 guests[^]*^other: 1 guest/m);
    assert.match(stdout, /^has +░+ +13 GiB +░+ +14 GiB/m);
    assert.match(stdout, /^green +- +█+ +9\.9 GiB +-$/m);
    assert.match(stdout, /^in sum +░+ +- +█+░+ +11 GiB/m);
  });

  it('shows pools of huge pages by themselves', async () => {
    const huge = '<memoryBacking><hugepages/></memoryBacking>';
    const { code, stdout } = await plan(['--host', '/f.xml', '/a.xml'], {
      '/f.xml': hostText('f-hugepages-smt-deb13/virsh-capabilities.xml'),
      '/a.xml': guest('a', '256', "<memory nodeset='1'/>", huge),
    });
    assert.equal(code, 0);
    assert.match(stdout, /^2 MiB pages +node 0 +node 1\nhas .*\na +- +█+ +256 MiB\nin sum /m);
  });

  it('prints JSON for programs and Markdown for people', async () => {
    const files = {
      '/article.txt': ARTICLE,
      '/db.xml': DB,
      '/x.xml': guest('a|b*', '1024', "<memory nodeset='7'/>"),
    };
    const args = ['--host', '/article.txt', '/db.xml', '/x.xml', '--format'];
    const { hosts } = JSON.parse((await plan([...args, 'json'], files)).stdout) as {
      hosts: readonly { guests: readonly object[]; nodes: readonly object[] }[];
    };
    assert.deepEqual(hosts[0]?.nodes[2], {
      node: 2,
      memory: [{ pageSize: null, has: 16 * 2 ** 30, used: 4 * 2 ** 30 }],
    });
    assert.deepEqual(hosts[0].guests[1], {
      path: '/x.xml',
      name: 'a|b*',
      binding: 'strict on 7',
      demand: 2 ** 30,
      fits: false,
      outcome: 'refused',
      message: 'does not start: node 7 does not exist',
      incomplete: false,
      withoutPlace: 2 ** 30,
      nodes: [],
    });
    const { stdout } = await plan([...args, 'markdown'], files);
    assert.match(stdout, /^\| db \| 15 GiB \| 16 GiB \| 4 GiB \|\n\| a\\\|b\\\* \|  \|  \|  \|$/m);
  });

  it('says what it lacks, and what was misused', async () => {
    const missing = await plan(['/db.xml', '/no.xml'], { '/db.xml': DB });
    assert.equal(missing.code, 2);
    assert.equal(
      missing.stderr,
      "libvirt-xml: '/no.xml' cannot be read: it does not exist\nlibvirt-xml: no host is known for '/db.xml'; --host FILE names one\n",
    );
    const ring = { '/db.xml': DB, '/ring.json': hostText('ring.json') };
    const noFree = await plan(['--free', '--host', '/ring.json', '/db.xml'], ring);
    assert.deepEqual(
      [noFree.code, noFree.stderr],
      [2, 'libvirt-xml: the description of ring lacks what is free on its nodes\n'],
    );
    for (const args of [
      [],
      ['--mode', 'bind', '/db.xml'],
      ['--nodeset', 'x', '/db.xml'],
      ['--guest', 'db', '/db.xml'],
      ['--format', 'sarif', '/db.xml'],
    ]) {
      const { code, stderr } = await plan(args, { '/db.xml': DB });
      assert.deepEqual(
        [code, /Try 'libvirt-xml plan --help'/.test(stderr)],
        [2, true],
        args.join(' '),
      );
    }
  });

  it('shows in its manual what it prints', async () => {
    const { stdout } = await plan(['--host', '/rack7.txt', '/guests'], {
      '/rack7.txt': ARTICLE,
      '/guests/db.xml': DB,
      '/guests/web.xml': guest('web', '3072', "<memory mode='preferred' nodeset='0'/>", PINNED),
    });
    const manual = readFileSync(join(ROOT, 'docs/plan.md'), 'utf8');
    assert.ok(manual.includes(`\`\`\`text\n${stdout}\`\`\`\n`), stdout);
  });
});
