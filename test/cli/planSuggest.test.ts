import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { ROOT } from '../harness/root.ts';
import { hostText } from '../host/hosts.ts';

const guest = (name: string, size: number, nodes: string, vcpu = '<vcpu>2</vcpu>') =>
  `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${size}</memory>
  ${vcpu}
  <numatune>
    <memory mode='strict' nodeset='${nodes}'/>
  </numatune>
</domain>
`;

/** Four nodes of 16 GiB in a ring. */
const FILES = {
  '/ring.json': hostText('ring.json'),
  '/guests/db.xml': guest('db', 12, '0'),
  '/guests/web.xml': guest('web', 10, '0'),
};

/** @param answers of who sits at the terminal; none: there is none */
async function plan(
  args: readonly string[],
  files: Readonly<Record<string, MemoryFile>> = FILES,
  answers: readonly string[] = [],
) {
  const environment = memoryEnvironment(files);
  const left = [...answers];
  const asked: string[] = [];
  const code = await cli(['plan', '--host', '/ring.json', ...args], {
    ...environment,
    ask: (question) => {
      asked.push(environment.printed.stdout.includes('@@') ? question : 'without a diff');
      return Promise.resolve(left.shift());
    },
  });
  return { code, asked, written: environment.written, ...environment.printed };
}

const DIFF = `--- a/guests/web.xml
+++ b/guests/web.xml
@@ -3,6 +3,6 @@
   <memory unit='GiB'>10</memory>
   <vcpu>2</vcpu>
   <numatune>
-    <memory mode='strict' nodeset='0'/>
+    <memory mode='strict' nodeset='1'/>
   </numatune>
 </domain>
`;

describe('libvirt-xml plan --suggest', () => {
  it('suggests nodes for guests that do not fit, and shows the plan with them', async () => {
    const { code, stdout, stderr, written } = await plan(['--suggest', '/guests']);
    assert.deepEqual([code, stderr, written], [1, '', {}]);
    const [, suggested = ''] = stdout.split('\nsuggested\n');
    assert.equal(
      suggested,
      `web: strict on 1 instead of strict on 0: fits node 1

as suggested
memory  node 0            node 1            node 2            node 3
has     ░░░░░░░░░ 16 GiB  ░░░░░░░░░ 16 GiB  ░░░░░░░░░ 16 GiB  ░░░░░░░░░ 16 GiB
db      ███████   12 GiB                 -                 -                 -
web                    -  ██████    10 GiB                 -                 -
in sum  ███████░░ 12 GiB  ██████░░░ 10 GiB  ░░░░░░░░░      -  ░░░░░░░░░      -
`,
    );
  });

  it('says when every guest fits', async () => {
    const { code, stdout } = await plan(['--suggest', '/guests/db.xml']);
    assert.equal(code, 0);
    assert.match(stdout, /\n\nevery guest fits: there is nothing to suggest\n$/);
  });

  it('says that nothing makes a guest fit, and what is least bad', async () => {
    const unhelped = async (...guests: readonly string[]) => {
      const files = guests.map((text, index) => [`/g/${index}.xml`, text] as const);
      const { stdout } = await plan(['--suggest', '/g'], {
        ...FILES,
        ...Object.fromEntries(files),
      });
      return stdout.split('\n').filter((line) => /: (nothing|numad|a size)/.test(line));
    };
    const full = guest('full', 16, '0');
    assert.deepEqual(await unhelped(full, guest('near', 10, '0', "<vcpu cpuset='0-3'>2</vcpu>")), [
      'near: nothing was found that makes it fit without another warning; least bad is strict on 1: fits node 1',
    ]);
    assert.deepEqual(await unhelped(full, guest('big', 60, '0')), [
      'big: nothing was found that makes it fit; least bad is strict on 0-3: does not fit nodes 0-3: 12 GiB too much, which are swapped out, or a process is killed',
    ]);
    assert.deepEqual(await unhelped(full, guest('big', 60, '0-3')), [
      'big: nothing was found that makes it fit, or is less bad than what is written',
    ]);
    assert.deepEqual(
      await unhelped(
        guest('auto', 80, '0').replace("nodeset='0'", "placement='auto'"),
        guest('odd', 1, '0').replace('>1<', '>many<'),
      ),
      [
        'auto: numad chooses its nodes when it starts: nothing is suggested',
        'odd: a size is unknown, so that nothing can be suggested',
      ],
    );
  });

  it('is about the guests that are named', async () => {
    const files = { ...FILES, '/guests/app.xml': guest('app', 8, '0') };
    const all = await plan(['--suggest', '/guests'], files);
    assert.match(all.stdout, /^db: strict on 1 instead[^]*^web: strict on 3 instead/m);
    const one = await plan(['--suggest', '--guest', 'web', '/guests'], files);
    assert.match(
      one.stdout,
      /\n\nsuggested\nweb: strict on 1 instead of strict on 0: [^\n]+\n\nas/,
    );
    assert.equal((await plan(['--suggest', '--guest', 'nobody', '/guests'], files)).code, 2);
  });

  it('is JSON for programs and Markdown for people', async () => {
    const json = await plan(['--suggest', '--format', 'json', '/guests']);
    const { hosts } = JSON.parse(json.stdout) as {
      hosts: readonly {
        suggested: { moved: object; unhelped: object; guests: readonly object[] };
      }[];
    };
    const { moved, unhelped, guests } = hosts[0]!.suggested;
    assert.deepEqual(moved, [
      {
        path: '/guests/web.xml',
        name: 'web',
        from: 'strict on 0',
        to: 'strict on 1',
        message: 'fits node 1',
      },
    ]);
    assert.deepEqual([unhelped, guests.length], [[], 2]);
    const { stdout } = await plan(['--suggest', '--format', 'markdown', '/guests']);
    assert.match(
      stdout,
      /### Suggested\n\n- web: strict on 1 instead of strict on 0: fits node 1\n\n\| memory [^]*\n\| web \|  \| 10 GiB \|  \|  \|\n/,
    );
  });
});

describe('libvirt-xml plan --suggest --apply', () => {
  const APPLY = ['--suggest', '--apply', '/guests'];

  it('shows the diff, asks, and writes', async () => {
    const { code, stdout, stderr, asked, written } = await plan(APPLY, FILES, ['y']);
    assert.deepEqual(
      [code, stderr, asked],
      [0, 'libvirt-xml: 1 file written\n', ['Write 1 file? (y/N) ']],
    );
    assert.ok(stdout.endsWith(`\n\n${DIFF}`), stdout);
    assert.deepEqual(written, { '/guests/web.xml': guest('web', 10, '1') });
    assert.equal((await plan(['/guests'], { ...FILES, ...written })).code, 0);
  });

  it('writes nothing on any other answer, nor without a terminal, unless it is told to', async () => {
    for (const answer of ['', 'n', 'yellow']) {
      const { code, written, stderr } = await plan(APPLY, FILES, [answer]);
      assert.deepEqual([code, written, stderr], [1, {}, 'libvirt-xml: nothing is written\n']);
    }
    const alone = await plan(APPLY);
    assert.deepEqual([alone.code, alone.written], [2, {}]);
    assert.match(alone.stderr, /nobody can be asked; --yes writes unasked\n$/);
    const unasked = await plan(['--yes', ...APPLY]);
    assert.deepEqual([unasked.code, unasked.asked], [0, []]);
    assert.ok(unasked.stdout.endsWith(DIFF));
    assert.deepEqual(Object.keys(unasked.written), ['/guests/web.xml']);
  });

  it('keeps the byte order mark, the line ends and the rest of a file of several guests', async () => {
    const own = guest('web', 10, '0').replaceAll('\n', '\r\n');
    const text = `\uFEFF<domainsnapshot>\r\n<!-- é -->\r\n${own}</domainsnapshot>\r\n`;
    const { written } = await plan(['--yes', ...APPLY], { ...FILES, '/guests/web.xml': text });
    assert.deepEqual(written, { '/guests/web.xml': text.replace("nodeset='0'", "nodeset='1'") });
  });

  it('writes no file that has changed meanwhile, and nothing through a link that leads out', async () => {
    const files = {
      ...FILES,
      '/guests/app.xml': guest('app', 9, '0'),
      '/guests/web.xml': { link: '/elsewhere/web.xml' },
      '/elsewhere/web.xml': guest('web', 10, '0'),
    };
    const environment = memoryEnvironment(files);
    let isChanged = false;
    const code = await cli(['plan', '--host', '/ring.json', ...APPLY], {
      ...environment,
      ask: () => {
        isChanged = true;
        return Promise.resolve('yes');
      },
      readFile: (path) =>
        isChanged && path.endsWith('/db.xml')
          ? Promise.resolve({ bytes: new Uint8Array(), cut: false })
          : environment.readFile(path),
    });
    assert.deepEqual([code, environment.written], [2, {}]);
    assert.equal(
      environment.printed.stderr,
      "libvirt-xml: '/guests/db.xml' is not written: it has changed meanwhile\n" +
        "libvirt-xml: '/guests/web.xml' is not written: it is a link to '/elsewhere/web.xml', outside of what was named\n",
    );
  });

  it('asks nothing when there is nothing to write', async () => {
    const { code, asked, written } = await plan(['--suggest', '--apply', '/guests/db.xml']);
    assert.deepEqual([code, asked, written], [0, [], {}]);
  });

  it('says what was misused', async () => {
    for (const [args, why] of [
      [['--apply'], /'--apply' needs '--suggest'/],
      [['--yes'], /'--yes' needs '--apply'/],
      [['--suggest', '--yes'], /'--yes' needs '--apply'/],
      [['--suggest', '--mode', 'strict'], /'--suggest' goes by what is written/],
      [['--suggest', '--apply', '--format', 'json'], /'--format json' cannot/],
      [['--suggest', '--apply', '-'], /'--apply' cannot write standard input/],
    ] as const) {
      const { code, stderr, written } = await plan([...args, '/guests']);
      assert.deepEqual([code, written], [2, {}]);
      assert.match(stderr, why);
    }
  });

  it('shows in its manual what it prints', async () => {
    const { stdout } = await plan(APPLY, FILES, ['y']);
    const manual = readFileSync(join(ROOT, 'docs/plan.md'), 'utf8');
    const [, suggested = ''] = stdout.split('\nsuggested\n');
    assert.ok(manual.includes(`\`\`\`text\nsuggested\n${suggested}\`\`\`\n`), suggested);
  });
});
