import assert from 'node:assert/strict';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { boundGuest, TOO_SMALL } from '../harness/smallGuest.ts';

const HOST = (mib: number) => `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: ${mib} MB
node 0 free: ${mib} MB
node 1 cpus: 4 5 6 7
node 1 size: ${mib} MB
node 1 free: ${mib} MB
`;

const GUEST = (name: string): string => boundGuest(name, 20, '0');

async function run(files: Readonly<Record<string, MemoryFile>>, ...argv: string[]) {
  const environment = memoryEnvironment(files);
  const code = await cli(argv, environment);
  return { code, ...environment.printed };
}

const lint = (files: Readonly<Record<string, MemoryFile>>, ...argv: string[]) =>
  run(files, 'lint', '--format', 'compact', ...argv);

const config = (value: object) => JSON.stringify(value);

describe('libvirt-xml lint with a project configuration', () => {
  const RACKS = {
    '/p/libvirt-xml.json': config({
      hosts: {
        small: { topology: 'hosts/small.txt', domains: ['small/**'] },
        large: { topology: ['hosts/large.txt'], domains: ['**'] },
      },
    }),
    '/p/hosts/small.txt': HOST(16384),
    '/p/hosts/large.txt': HOST(65536),
    '/p/small/a.xml': GUEST('a'),
    '/p/other/b.xml': GUEST('b'),
  };

  it('holds each file against the first host whose patterns match', async () => {
    const { stdout, code } = await lint(RACKS, 'p');
    assert.equal(code, 1);
    assert.match(stdout, new RegExp(`^p/small/a\\.xml:.*${TOO_SMALL}`, 'm'));
    assert.doesNotMatch(stdout, /b\.xml/);
  });

  it('takes the nearest configuration, and no other', async () => {
    const files = { ...RACKS, '/p/small/libvirt-xml.json': '{}' };
    const { stdout } = await lint(files, 'p');
    assert.doesNotMatch(stdout, new RegExp(TOO_SMALL));
  });

  it("knows the guests of a user's session by their names, where nothing in them tells", async () => {
    const limited = (name: string) =>
      `<domain type='kvm'><name>${name}</name><memory unit='GiB'>1</memory><vcpu>1</vcpu><cputune><shares>9</shares></cputune></domain>`;
    const files = {
      '/p/libvirt-xml.json': config({ hosts: { desk: { session: ['jo-*'] } } }),
      '/p/a.xml': limited('jo-test'),
      '/p/b.xml': limited('db'),
    };
    const { stdout } = await lint(files, 'p');
    assert.match(stdout, /^p\/a\.xml:.*memory\/not-in-session/m);
    assert.doesNotMatch(stdout, /b\.xml/);
  });

  it('lets the options go before it', async () => {
    const off = await lint(RACKS, '--no-config', 'p');
    assert.doesNotMatch(off.stdout, new RegExp(TOO_SMALL));
    const host = await lint(RACKS, '--host', '/p/hosts/large.txt', 'p');
    assert.doesNotMatch(host.stdout, new RegExp(TOO_SMALL));
    const rule = await lint(RACKS, '--rule', `${TOO_SMALL}=off`, 'p');
    assert.doesNotMatch(rule.stdout, new RegExp(TOO_SMALL));
    const elsewhere = await lint(
      {
        ...RACKS,
        '/elsewhere/c.json': config({ hosts: { s: { topology: '/p/hosts/small.txt' } } }),
      },
      '--config',
      '/elsewhere/c.json',
      'p',
    );
    assert.match(elsewhere.stdout, new RegExp(`b\\.xml:.*${TOO_SMALL}`));
    const both = await lint(RACKS, '--config', 'x.json', '--no-config', 'p');
    assert.equal(both.code, 2);
    assert.match(both.stderr, /exclude each other/);
  });

  it('keeps the reserve for the host and takes its name', async () => {
    const files = {
      '/libvirt-xml.json': config({
        hosts: { rack1: { topology: 'h.txt', reserve: { 0: '2 GiB' } } },
      }),
      '/h.txt': HOST(21 * 1024),
      '/a.xml': GUEST('a'),
    };
    const { stdout } = await lint(files, 'a.xml');
    assert.match(stdout, /2 GiB/);
  });

  it('applies severities by file and by the name of the domain, the later before the earlier', async () => {
    const overrides = [
      { files: ['small/*.xml'], severities: { [TOO_SMALL]: 'warning' } },
      { domains: ['db*'], severities: { 'numatune/*': 'hint' } },
      { domains: ['db9'], severities: { [TOO_SMALL]: 'off' } },
    ];
    const files = {
      ...RACKS,
      '/p/libvirt-xml.json': config({
        hosts: { small: { topology: 'hosts/small.txt' } },
        severities: { [TOO_SMALL]: 'information' },
        overrides,
      }),
      '/p/small/db1.xml': GUEST('db1'),
      '/p/small/db9.xml': GUEST('db9'),
    };
    const { stdout } = await lint(files, 'p');
    const told = [...stdout.matchAll(/^(\S+\.xml):\d+:\d+:? (\w+).*numatune\/node-too-small/gm)];
    assert.deepEqual(
      told.map(([, path, severity]) => [path, severity]),
      [
        ['p/other/b.xml', 'information'],
        ['p/small/a.xml', 'warning'],
        ['p/small/db1.xml', 'hint'],
      ],
    );
  });

  it('suppresses by the name of the domain', async () => {
    const suppress = [{ rule: TOO_SMALL, reason: 'moves to rack 2 next week' }];
    const files = {
      ...RACKS,
      '/p/libvirt-xml.json': config({
        hosts: { small: { topology: 'hosts/small.txt' } },
        overrides: [{ domains: ['a'], suppress }],
      }),
    };
    const { stdout } = await lint(files, 'p');
    assert.match(stdout, new RegExp(`b\\.xml:.*${TOO_SMALL}`));
    assert.doesNotMatch(stdout, new RegExp(`a\\.xml:.*${TOO_SMALL}`));
  });

  it('passes over what is excluded, which is no failure', async () => {
    const files = {
      '/p/libvirt-xml.json': config({ exclude: ['old'] }),
      '/p/old/x.xml': '<domain',
    };
    const { stdout, stderr, code } = await lint(files, '--verbose', 'p/old/x.xml');
    assert.equal(stdout, '');
    assert.match(stderr, /'p\/old\/x\.xml' is excluded by the configuration/);
    assert.equal(code, 0);
  });

  it('runs the rules of the house', async () => {
    const rules = [
      { id: 'acme/no-strict', xpath: "//memory[@mode='strict']", message: 'not {@mode} here' },
    ];
    const files = { '/libvirt-xml.json': config({ rules }), '/a.xml': GUEST('a') };
    const { stdout } = await lint(files, 'a.xml');
    assert.match(stdout, /warning.*not strict here.*acme\/no-strict/);
  });

  it('tells what is wrong in the configuration at its place, once, and goes on', async () => {
    const files = {
      ...RACKS,
      '/p/libvirt-xml.json':
        '{\n  "hosts": { "r": { "topology": "gone.txt" } },\n  "exlude": []\n}\n',
    };
    const { stdout, code } = await lint(files, 'p');
    assert.equal(code, 1);
    const told = stdout.split('\n').filter((line) => line.includes('config/'));
    assert.equal(told.length, 2);
    assert.match(
      told[0] ?? '',
      /^p\/libvirt-xml\.json:2:33.*'gone\.txt' cannot be used: it does not exist/,
    );
    assert.match(told[1] ?? '', /:3:3.*did you mean 'exclude'/);
    const without = await lint(files, '--rule', 'config/missing-file=off', 'p');
    assert.doesNotMatch(without.stdout, /missing-file/);
    assert.match(without.stdout, /unknown-key/);
  });

  it('cannot go on quietly when it cannot be read', async () => {
    const files = { '/libvirt-xml.json': { error: 'permission is denied' }, '/a.xml': GUEST('a') };
    const { stdout, stderr, code } = await lint(files, 'a.xml');
    assert.equal(code, 2);
    assert.match(stdout + stderr, /the configuration cannot be used: permission is denied/);
    const named = await lint({ '/a.xml': GUEST('a') }, '--config', 'no.json', 'a.xml');
    assert.equal(named.code, 2);
  });

  it('finds the configuration of standard input by the name that it is given', async () => {
    const environment = memoryEnvironment(RACKS, false, GUEST('new'));
    await cli(
      ['lint', '--format', 'compact', '--stdin-filename', 'p/small/new.xml', '-'],
      environment,
    );
    assert.match(environment.printed.stdout, new RegExp(TOO_SMALL));
  });

  it('states versions: an option before the configuration, that before the host file', async () => {
    const files = {
      '/libvirt-xml.json': config({
        hosts: { r: { versions: { libvirt: '9.0.0', qemu: '7.2' } } },
      }),
      '/a.xml': GUEST('a'),
    };
    const { stdout } = await run(
      files,
      'lint',
      '--libvirt-version',
      '10.1',
      '--print-config',
      'a.xml',
    );
    const printed = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(printed['versions'], { libvirt: '10.1', qemu: '7.2' });
    assert.equal(printed['configuration'], '/libvirt-xml.json');
    assert.equal(printed['configuredHost'], 'r');
    const wrong = await run(files, 'lint', '--qemu-version', 'new', 'a.xml');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /'new' is no value of '--qemu-version'/);
  });
});

describe('libvirt-xml lint in a folder with libvirt-xml.host.*', () => {
  const FILES = {
    '/libvirt-xml.host.txt': HOST(16384),
    '/guests/a.xml': GUEST('a'),
    '/p/libvirt-xml.json': config({
      hosts: { large: { topology: 'large.txt', domains: ['on-large/**'] } },
    }),
    '/p/large.txt': HOST(65536),
    '/p/on-large/b.xml': GUEST('b'),
    '/p/c.xml': GUEST('c'),
  };

  it('holds files against that host, but those to which a configuration gives another', async () => {
    const { stdout, stderr } = await lint(FILES, '--verbose', 'guests', 'p');
    const small = [...stdout.matchAll(/^(\S+\.xml):.* error:/gm)].map(([, path]) => path);
    assert.deepEqual(small, ['guests/a.xml', 'p/c.xml']);
    assert.match(
      stderr,
      /the host is described by 'libvirt-xml\.host\.txt' of the working directory/,
    );
  });

  it('uses it for standard input, for plan and for print-config, too', async () => {
    const environment = memoryEnvironment(FILES, false, GUEST('from-virsh'));
    assert.equal(await cli(['lint', '--format', 'compact', '-'], environment), 1);
    assert.match(environment.printed.stdout, new RegExp(TOO_SMALL));
    const planned = await run(FILES, 'plan', 'guests');
    assert.equal(planned.code, 1);
    assert.match(planned.stdout, /\ba\b/);
    const printed = await run(FILES, 'lint', '--print-config', 'guests/a.xml');
    const { host, foundHostFiles } = JSON.parse(printed.stdout) as {
      host: { nodes: number[] };
      foundHostFiles: string[];
    };
    assert.deepEqual([host.nodes, foundHostFiles], [[0, 1], ['libvirt-xml.host.txt']]);
  });

  it('leaves it alone where a host is named, or nothing shall be found', async () => {
    const named = await lint(FILES, '--host', 'p/large.txt', 'guests');
    const hermetic = await lint(FILES, '--no-config', 'guests');
    for (const { stdout } of [named, hermetic]) assert.doesNotMatch(stdout, new RegExp(TOO_SMALL));
  });

  it('tells what is wrong with it', async () => {
    const { stdout } = await lint({ ...FILES, '/libvirt-xml.host.txt': 'nothing' }, 'guests');
    assert.match(stdout, /^libvirt-xml\.host\.txt:1:.*host\/unrecognised/m);
  });

  it('does not use it for files that lie elsewhere', async () => {
    const environment = memoryEnvironment({ ...FILES, '/elsewhere.xml': GUEST('e') });
    const at = { ...environment, realPath: away(environment.realPath) };
    await cli(['lint', '--format', 'compact', '/elsewhere.xml'], at);
    assert.doesNotMatch(environment.printed.stdout, new RegExp(TOO_SMALL));
  });
});

/** A working directory `/guests`, which lies beside the files. */
const away =
  (realPath: (path: string) => Promise<string>) =>
  (path: string): Promise<string> =>
    path === '.' ? Promise.resolve('/guests') : realPath(path);
