import assert from 'node:assert/strict';
import { analyze, type Analysis } from '../../server/src/analysis/analyze.ts';
import { closingTagAt } from '../../server/src/features/closingTag.ts';
import { linkedNamesAt } from '../../server/src/features/linkedNames.ts';
import { selectionRangesAt } from '../../server/src/features/selectionRanges.ts';
import { symbolsOf, type DocumentSymbol } from '../../server/src/features/symbols.ts';
import { withCursor } from '../harness/cursor.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';

function analysisOf(text: string, isServedElsewhere = false): Analysis {
  const analysis = analyze(text, { ...worldOf(undefined, true), isServedElsewhere });
  assert.ok(analysis, text);
  return analysis;
}

/** `name | detail` of the symbols, two blanks for each level. */
function outline(text: string): string[] {
  const lines = (symbols: readonly DocumentSymbol[], indent: string): string[] =>
    symbols.flatMap(({ name, detail, children }) => [
      `${indent}${name}${detail === '' ? '' : ` | ${detail}`}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(symbolsOf(analysisOf(text)), '');
}

/** The labels of the elements directly in the one. */
const labels = (around: string, inner: string): string[] => {
  const [first = '', ...more] = around.split('/');
  const text = domainWith(
    [first, ...more].map((tag) => `<${tag}>`).join('') +
      inner +
      [first, ...more]
        .reverse()
        .map((tag) => `</${tag}>`)
        .join(''),
  );
  const indent = '  '.repeat(more.length + 2);
  return outline(text)
    .filter((line) => line.startsWith(indent) && !line.startsWith(`${indent} `))
    .map((line) => line.slice(indent.length));
};

describe('symbolsOf', () => {
  it('is a tree of elements that read as an administrator thinks', () => {
    assert.deepEqual(
      outline(
        domainWith(`<name>vm1</name>
  <memory unit='KiB'>4194304</memory>
  <vcpu cpuset='0-3'>4</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/></os>
  <numatune><memory mode='strict' nodeset='0-1'/><memnode cellid='0' nodeset='1'/></numatune>
  <description/>`),
      ),
      [
        'domain vm1 | kvm',
        '  name | vm1',
        '  memory | 4 GiB',
        '  vcpu | 4 · CPUs 0-3',
        '  os',
        '    type | hvm · x86_64 · q35',
        '    boot | hd',
        '  numatune',
        '    memory | strict · nodes 0-1',
        '    memnode 0 | node 1',
        '  description',
      ],
    );
  });

  it('names devices by what they are called', () => {
    assert.deepEqual(
      labels(
        'devices',
        `<disk type='file' device='disk'><source file='/images/vm1.qcow2'/><target dev='vda'/></disk>
<disk type='block' device='cdrom'><source dev='/dev/sr0'/><target dev='sda'/></disk>
<interface type='bridge'><source bridge='br0'/><mac address='52:54:00:00:00:01'/></interface>
<controller type='pci' index='1' model='pcie-root-port'/>
<hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x03' slot='0x00' function='0x1'/></source></hostdev>
<memory model='dimm'><target><size unit='GiB'>2</size><node>1</node></target></memory>
<graphics type='vnc' port='5900'/>
<video><model type='virtio'/></video>
<emulator>/usr/bin/qemu</emulator>
<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>`,
      ),
      [
        'disk vda | /images/vm1.qcow2',
        'disk sda | cdrom · /dev/sr0',
        'interface | bridge br0 · 52:54:00:00:00:01',
        'controller pci 1 | pcie-root-port',
        'hostdev pci | 0000:03:00.1',
        'memory dimm | 2 GiB · cell 1',
        'graphics vnc | port 5900',
        'video virtio',
        'emulator | /usr/bin/qemu',
        'channel unix | org.qemu.guest_agent.0',
      ],
    );
  });

  it('names cells, pins and pages', () => {
    assert.deepEqual(
      labels(
        'cpu/numa',
        "<cell id='0' cpus='0-3' memory='8' unit='GiB'/><cell id='1' memory='1048576'/>",
      ),
      ['cell 0 | 8 GiB · vCPUs 0-3', 'cell 1 | 1 GiB'],
    );
    assert.deepEqual(
      labels('cputune', "<vcpupin vcpu='0' cpuset='4-7'/><emulatorpin cpuset='1'/>"),
      ['vcpupin 0 | CPUs 4-7', 'emulatorpin | CPU 1'],
    );
    assert.deepEqual(labels('memoryBacking/hugepages', "<page size='2' unit='MiB' nodeset='0'/>"), [
      'page 2 MiB | cell 0',
    ]);
    assert.deepEqual(labels('cpu', "<topology sockets='1' cores='4' threads='2'/>"), [
      'topology | 1 socket · 4 cores · 2 threads',
    ]);
  });

  it('knows other documents, half-typed ones, and what stands in no table', () => {
    assert.deepEqual(outline("<network>\n<name>default</name><forward mode='nat'/></network>"), [
      'network default',
      '  name | default',
      '  forward nat',
    ]);
    assert.deepEqual(outline(domainWith("<devices><disk type='file")), [
      'domain | kvm',
      '  devices',
      '    disk',
    ]);
    assert.deepEqual(labels('metadata', "<a:x xmlns:a='b' id='7'>t</a:x>"), ['a:x 7 | t']);
  });

  it('shows no more than a line of what the file says', () => {
    const [line = ''] = labels('metadata', `<note>${'a\n\u202e'.repeat(200)}</note>`);
    assert.ok(line.length < 100 && !/[\n\u202e]/u.test(line), line);
  });

  it('ranges lie in each other', () => {
    const check = (symbol: DocumentSymbol): void => {
      const { range, nameRange, children } = symbol;
      assert.ok(range.start <= nameRange.start && nameRange.end <= range.end, symbol.name);
      for (const child of children) {
        assert.ok(range.start <= child.range.start && child.range.end <= range.end, child.name);
        check(child);
      }
    };
    for (const text of [domainWith('<devices><disk><target dev="vda"'), domainWith('<a><b></a>')])
      symbolsOf(analysisOf(text)).forEach(check);
  });

  it('is left to another extension that serves the document', () => {
    assert.deepEqual(symbolsOf(analysisOf(domainWith('<vcpu>1</vcpu>'), true)), []);
  });
});

describe('selectionRangesAt', () => {
  const steps = (marked: string): string[] => {
    const { text, offset } = withCursor(marked);
    return selectionRangesAt(analysisOf(text), offset).map(({ start, end }) =>
      text.slice(start, end),
    );
  };

  it('grows from a value to the document', () => {
    const inner = "<disk type='file'><target dev='vda'/></disk>";
    assert.deepEqual(
      steps(`<domain type='kvm'><devices>${inner.replace('vda', 'v$0da')}</devices></domain>`),
      [
        'vda',
        "'vda'",
        "dev='vda'",
        "<target dev='vda'/>",
        inner,
        `<devices>${inner}</devices>`,
        `<domain type='kvm'><devices>${inner}</devices></domain>`,
      ],
    );
  });

  it('takes texts, contents, names and comments', () => {
    assert.deepEqual(steps("<domain type='kvm'>\n<vcpu> 4$0 </vcpu></domain>").slice(0, 3), [
      '4',
      ' 4 ',
      '<vcpu> 4 </vcpu>',
    ]);
    assert.deepEqual(steps("<domain type='kvm'><vc$0pu>4</vcpu></domain>").slice(0, 3), [
      'vcpu',
      '<vcpu>',
      '<vcpu>4</vcpu>',
    ]);
    assert.deepEqual(steps("<domain type='kvm'><vcpu>4</vc$0pu></domain>").slice(0, 2), [
      '</vcpu>',
      '<vcpu>4</vcpu>',
    ]);
    assert.equal(steps("<domain type='kvm'><!-- a$0b --></domain>")[0], '<!-- ab -->');
  });
});

describe('linkedNamesAt', () => {
  const linked = (marked: string): string[] => {
    const { text, offset } = withCursor(marked);
    return (linkedNamesAt(analysisOf(text), offset) ?? []).map(
      ({ start, end }) => `${start}:${text.slice(start, end)}`,
    );
  };

  it('are the two names of an element', () => {
    const both = ['20:disk', '33:disk'];
    assert.deepEqual(linked("<domain type='kvm'><di$0sk><a/></x></disk></domain>").length, 2);
    assert.deepEqual(linked("<domain type='kvm'><disk$0>abcdef</disk></domain>"), both);
    assert.deepEqual(linked("<domain type='kvm'><disk>abcdef</$0disk></domain>"), both);
  });

  it('are none elsewhere, and while an end tag is missing or another', () => {
    for (const marked of [
      "<domain type='kvm'><disk>a$0b</disk></domain>",
      "<domain type='kvm'><disk ty$0pe='a'></disk></domain>",
      "<domain type='kvm'><di$0sk/></domain>",
      "<domain type='kvm'><di$0sk></domain>",
      "<domain type='kvm'><di$0sk></disc></domain>",
      "<domain type='kvm'><!-- <di$0sk></disk> --></domain>",
    ])
      assert.deepEqual(linked(marked), [], marked);
  });
});

describe('closingTagAt', () => {
  const closing = (marked: string): string | undefined => {
    const { text, offset } = withCursor(marked);
    return closingTagAt(analysisOf(text), offset)?.text;
  };
  const devices = (inner: string): string =>
    `<domain type='kvm'>\n  <devices>\n    ${inner}\n  </devices>\n</domain>`;

  it('closes a start tag that was just ended', () => {
    assert.equal(closing(devices('<disk>$0')), '</disk>');
    assert.equal(closing(devices("<disk type='file'>$0")), '</disk>');
    assert.equal(closing(devices('<disk>$0\n<disk><target/></disk>')), '</disk>');
    assert.equal(closing("<domain type='kvm'><numatune>$0"), '</numatune>');
    assert.equal(closing(devices('<disk><disk>$0</disk>')), '</disk>');
  });

  it('says whether there are words to offer between the tags', () => {
    const hasWords = (tag: string): boolean | undefined => {
      const { text, offset } = withCursor(`<domain type='kvm'>\n${tag}$0\n</domain>`);
      return closingTagAt(analysisOf(text), offset)?.hasWords;
    };
    assert.equal(hasWords('<on_crash>'), true);
    assert.equal(hasWords('<name>'), false);
    assert.equal(hasWords('<devices>'), false);
  });

  it('completes an end tag that was just begun', () => {
    assert.equal(closing(devices('<disk></$0')), 'disk>');
    assert.equal(closing(devices('<disk>\n</$0>')), 'disk');
    assert.equal(closing("<domain type='kvm'><numatune><memory/></$0"), 'numatune>');
  });

  it('does nothing where nothing is to be closed', () => {
    for (const marked of [
      devices('<disk>$0</disk>'),
      devices('<disk/>$0'),
      devices('<disk></disk>$0'),
      devices('<!-- <disk>$0 -->'),
      devices('<!-- -->$0'),
      devices('<![CDATA[<disk>$0]]>'),
      devices("<disk a='>$0'/>"),
      devices('<disk></$0disk>'),
      devices('a > $0'),
      devices('$0'),
    ])
      assert.equal(closing(marked), undefined, marked);
  });
});
