import assert from 'node:assert/strict';
import { MAX_HOST_FILE_LENGTH, readHostFile } from '../../server/src/host/readHostFile.ts';
import { nodeId } from '../../server/src/host/topology.ts';
import { found, hostOf, hostText } from './hosts.ts';

const NUMACTL = hostText('f-hugepages-smt-deb13/numactl-H.txt');
const CAPABILITIES = hostText('f-hugepages-smt-deb13/virsh-capabilities.xml');
const JSON_HOST = hostText('reserve.json');
const EACH = [
  ['numactl-hardware', NUMACTL],
  ['virsh-capabilities', CAPABILITIES],
  ['json', JSON_HOST],
] as const;

describe('a host file', () => {
  for (const [format, text] of EACH)
    describe(`in ${format}`, () => {
      const plain = hostOf(text);

      it('is recognised by its content', () => {
        assert.deepEqual(readHostFile(text, 'any.name').formats, [format]);
      });

      it('may have prompts and other output around it', () => {
        const before = '[root@kvm7 ~]# uptime\n 10:00:00 up 12 days\n[root@kvm7 ~]# show\n';
        const after = '\n[root@kvm7 ~]# \nlogout\nConnection to kvm7 closed.\n';
        assert.deepEqual(hostOf(before + text + after), plain);
      });

      it('may have CRLF or CR line ends, a byte order mark, and no last line end', () => {
        assert.deepEqual(hostOf(text.replaceAll('\n', '\r\n')), plain);
        if (format !== 'json') assert.deepEqual(hostOf(text.replaceAll('\n', '\r')), plain);
        assert.deepEqual(hostOf(`\uFEFF${text}`), plain);
        assert.deepEqual(hostOf(text.trimEnd()), plain);
        assert.deepEqual(hostOf(`\n\n  ${text.trimStart()}`), plain);
      });
    });

  it('is called after the file, without its endings', () => {
    for (const [file, name] of [
      ['kvm7.txt', 'kvm7'],
      ['/etc/hosts.d/kvm7.example.org.xml', 'kvm7.example.org'],
      ['C:\\hosts\\kvm7.host.json', 'kvm7'],
      ['file:///w/libvirt-xml.host.txt', 'this host'],
      ['.json', '.json'],
    ] as const)
      assert.equal(hostOf(NUMACTL, file).name, name);
    assert.equal(hostOf(JSON_HOST, 'kvm7.json').name, 'reserve');
  });

  it('may hold several descriptions, which are merged', () => {
    const extra = '{"versions": {"libvirt": "11.3.0"}, "reservePerNode": "100 MiB"}';
    const text = `$ virsh capabilities\n${CAPABILITIES}\n$ numactl -H\n${NUMACTL}\n${extra}\n`;
    assert.deepEqual(readHostFile(text, 'x').formats, [
      'virsh-capabilities',
      'numactl-hardware',
      'json',
    ]);
    const host = hostOf(text);
    const [node] = host.nodes.values();
    assert.deepEqual(Object.keys(node ?? {}).sort(), [
      'cpus',
      'free',
      'id',
      'pools',
      'reserve',
      'total',
    ]);
    assert.deepEqual(host.versions, { libvirt: [11, 3, 0] });
  });

  it('is told where its descriptions differ', () => {
    const other = NUMACTL.replace('size: 1509', 'size: 1600');
    const text = `${NUMACTL}$ ssh other\n${other}`;
    const { problems, topology } = readHostFile(text, 'x');
    assert.deepEqual(found(text), [
      [
        'available: 2 nodes (0-1)',
        'host/contradiction',
        'the memory of node 0 is 1600 MiB here and 1509 MiB in the earlier description, which is used',
      ],
    ]);
    assert.equal(problems[0]?.range.start, text.lastIndexOf('available'));
    assert.deepEqual(problems[0].related, [
      { range: { start: 0, end: 24 }, message: 'the earlier description' },
    ]);
    assert.equal(topology?.nodes.get(nodeId(0))?.total, 1509n << 20n);
  });

  it('of other output beside a description is a mere remark', () => {
    const show = hostText('f-hugepages-smt-deb13/numactl-show.txt');
    const { topology, problems } = readHostFile(NUMACTL + show, 'x');
    assert.equal(topology?.nodes.size, 2);
    assert.deepEqual(
      problems.map(({ rule, severity }) => [rule, severity]),
      [['host/wrong-command', 'information']],
    );
  });

  it('with more descriptions than are read says so once', () => {
    const text = 'available: 1 nodes (0)\nnode 0 cpus: 0\n'.repeat(30);
    const { formats } = readHostFile(text, 'x');
    assert.equal(formats.length, 16);
    assert.deepEqual(found(text), [
      [
        'available: 1 nodes (0)',
        'host/too-large',
        'a host file may hold 16 descriptions of its host; those from here on are not read',
      ],
    ]);
  });

  it('that is too large is not read', () => {
    const text = NUMACTL + ' '.repeat(MAX_HOST_FILE_LENGTH);
    assert.deepEqual(found(text), [
      [
        'available: 2 nodes (0-1)',
        'host/too-large',
        'the host file is larger than 10 MB and is not read',
      ],
    ]);
    assert.equal(readHostFile(text, 'x').topology, undefined);
    assert.equal(hostOf(text.slice(0, MAX_HOST_FILE_LENGTH)).nodes.size, 2);
  });

  it('that is empty says so at the end of its first line', () => {
    for (const [text, at] of [
      ['', 0],
      ['\uFEFF', 1],
      ['  \n\n', 2],
      ['\r\n', 0],
    ] as const) {
      const { problems, formats, topology } = readHostFile(text, 'x');
      assert.deepEqual(
        problems.map(({ rule, range }) => [rule, range]),
        [['host/empty', { start: at, end: at }]],
      );
      assert.deepEqual([formats, topology], [[], undefined]);
    }
  });

  it('of another kind is not quoted', () => {
    const secret = 'hunter2';
    for (const text of [
      `password=${secret}\n`,
      `{"auths": {"registry": {"auth": "${secret}"}}}`,
      `{"${secret}": 1, "name": "${secret}"}`,
      `{"${secret}: [`,
      `[{"nodes": "${secret}"}]`,
      `<domain type='kvm'><name>${secret}</name></domain>`,
      `<config>${secret}</config>`,
      `-----BEGIN KEY-----\n${secret}\n`,
    ]) {
      const { problems, formats, topology } = readHostFile(text, 'x.json');
      assert.deepEqual([formats, topology], [[], undefined]);
      assert.equal(problems.length, 1);
      assert.ok(!JSON.stringify(problems).includes(secret), text);
    }
  });

  it('that is called like our JSON is read as such from the first key on', () => {
    for (const name of [
      'libvirt-xml.host.json',
      '/w/libvirt-xml.host.json',
      'a.libvirt-host.json',
    ]) {
      const { formats, problems } = readHostFile('{"node": []}', name);
      assert.deepEqual(formats, ['json']);
      assert.deepEqual(
        problems.map(({ message }) => message),
        ["unknown key 'node'; did you mean 'nodes'?"],
      );
    }
    assert.deepEqual(readHostFile('{"node": []}', 'other.json').formats, []);
  });

  it('may begin with braces that are none of JSON', () => {
    assert.deepEqual(hostOf(`{ echo start; }\n{\n${NUMACTL}`), hostOf(NUMACTL));
  });
});

describe('the output of another command', () => {
  const outputs: readonly (readonly [command: string, output: string])[] = [
    ['numactl --show', hostText('c-three-unequal-deb12/numactl-show.txt')],
    ['lstopo', 'Machine (2917MB total)\n  Package L#0\n'],
    ['virsh freecell', 'Total: 2765432 KiB\n'],
    [
      'virsh nodeinfo',
      'CPU model:           x86_64\nCPU(s):              4\nCPU frequency:       2100 MHz\n',
    ],
    ['virsh nodecpumap', 'CPUs present:   4\nCPUs online:    4\n'],
    [
      'virsh nodememstats',
      'total  :              2020100 KiB\nfree   :              1000000 KiB\n',
    ],
    ['virsh domcapabilities', '<domainCapabilities>\n</domainCapabilities>\n'],
    ['virsh sysinfo', "<sysinfo type='smbios'>\n</sysinfo>\n"],
    [
      'numastat',
      '                           node0           node1\nnuma_hit                  123456          123456\n',
    ],
    ['cat /proc/meminfo', 'MemTotal:        2020100 kB\nMemFree:         1000000 kB\n'],
  ];
  for (const [command, output] of outputs)
    it(`is recognised: ${command}`, () => {
      const text = `$ command\n${output}$ `;
      assert.deepEqual(
        found(text).map(([, rule, message]) => [rule, message]),
        [
          [
            'host/wrong-command',
            `this is the output of '${command}', which does not tell enough of a host; run 'virsh capabilities' or 'numactl --hardware' on the host and save that`,
          ],
        ],
      );
      assert.deepEqual(readHostFile(text, 'x').formats, []);
    });

  it('may be an error message, or a guest', () => {
    const instead = "run 'virsh capabilities' or 'numactl --hardware' on the host and save that";
    for (const [text, words, what] of [
      ['error: failed to connect to the hypervisor\n', 'error:', 'virsh could not answer here'],
      [
        'bash: numactl: command not found\n',
        'numactl: command not found',
        'numactl is not installed there',
      ],
      [
        'Architektur:             x86_64\nNUMA-Knoten0 CPU(s):        0-3\n',
        'Architektur:',
        "this output of lscpu has no line such as 'NUMA node0 CPU(s):', perhaps as it is translated: run it as 'LC_ALL=C lscpu'",
      ],
      ["<domain type='kvm'/>", '<domain', 'this describes a guest and not its host'],
    ] as const)
      assert.deepEqual(
        found(text).map(([at, rule, message]) => [at?.trim(), rule, message]),
        [[words, 'host/wrong-command', `${what}; ${instead}`]],
      );
  });
});
