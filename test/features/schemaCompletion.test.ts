import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { completeAt, type Completion } from '../../server/src/features/completion.ts';
import { withoutStops } from '../../server/src/features/completion/plainText.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { withCursor } from '../harness/cursor.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';
import { expandSnippet } from './expandSnippet.ts';

function offered(marked: string, trigger?: string, servedElsewhere = false): readonly Completion[] {
  const { text, offset } = withCursor(marked);
  const world = { ...worldOf('article', true), isServedElsewhere: servedElsewhere };
  const analysis = analyze(text, world);
  assert.ok(analysis, marked);
  return completeAt(analysis, offset, trigger);
}

const labels = (marked: string, trigger?: string): string[] =>
  offered(marked, trigger).map(({ label }) => label);

/** The text after the completion of that label was chosen, and nothing typed into its tab stops. */
function after(marked: string, label: string): string {
  const list = offered(marked);
  const found = list.find((one) => one.label === label);
  assert.ok(found, `${label} is not among ${list.map((one) => one.label).join()}`);
  const newText = found.isSnippet ? expandSnippet(found.insert) : found.insert;
  return applyEdits(withCursor(marked).text, [{ range: found.range, newText }]);
}

const devices = (inner: string): string =>
  domainWith(`<name>vm1</name>\n  <devices>${inner}</devices>`);
const disk = (inner: string): string => devices(`<disk type='file'>${inner}</disk>`);

describe('completeAt, by the schema', () => {
  it('offers what may stand at the place: required first, then common, then the rest', () => {
    assert.deepEqual(
      offered(disk('<$0')).map(({ label, detail }) => `${label} ${detail ?? ''}`),
      ['target required', 'driver ', 'source ', 'readonly '],
    );
    assert.deepEqual(labels(disk("<target dev='vda'/><$0")), ['driver', 'source', 'readonly']);
    assert.deepEqual(labels(disk("<$0<target dev='vda'/>")), ['driver', 'source', 'readonly']);
    assert.equal(labels(domainWith('<$0'))[0], 'name');
    assert.ok(labels(domainWith('<name>a</name><$0')).includes('devices'));
    assert.ok(!labels(domainWith('<name>a</name><$0')).includes('name'));
  });

  it('keeps our own offers, which know the host, beside those of the schema', () => {
    const list = offered(domainWith('<name>a</name><$0'));
    const memory = list.find(({ label }) => label === 'memory');
    assert.match(memory?.doc ?? '', /memory the guest has/);
    assert.equal(list.filter(({ label }) => label === 'memory').length, 1);
    assert.ok(list.some(({ label }) => label === 'numatune'));
    assert.deepEqual(labels(domainWith("<numatune><memory nodeset='$0'/></numatune>")), [
      '0',
      '1',
      '2',
      '0-2',
    ]);
    assert.deepEqual(labels(domainWith("<vcpu placement='$0'>4</vcpu>")), ['static', 'auto']);
  });

  it('begins an element with what it needs and what is usual in it', () => {
    assert.equal(
      after(devices('<$0'), 'disk'),
      devices(
        [
          "<disk type='file'>",
          "\t<driver name='qemu' type='qcow2'/>",
          "\t<source file=''/>",
          "\t<target dev='vda' bus='virtio'/>",
          '</disk>',
        ].join('\n'),
      ),
    );
    assert.equal(
      after(devices('<$0'), 'interface'),
      devices(
        "<interface type='network'>\n\t<source network='default'/>\n\t<model type='virtio'/>\n</interface>",
      ),
    );
    assert.equal(after(domainWith('<$0'), 'on_crash'), domainWith('<on_crash>destroy</on_crash>'));
    assert.equal(after(disk('$0'), 'readonly'), disk('<readonly/>'));
  });

  it('offers an element once more for each usual word that makes it another', () => {
    const list = offered(devices('<$0')).filter(({ label }) => label.startsWith('disk'));
    assert.deepEqual(
      list.map(({ label, insert }) => [label, /type='(?:file|block)'/.exec(insert)?.[0]]),
      [
        ['disk', "type='file'"],
        ["disk type='block'", "type='block'"],
      ],
    );
    assert.match(after(devices('<$0'), "disk type='block'"), /<source dev=''\/>/);
    assert.ok(!labels(devices("<d$0 type='file'/>")).some((label) => label.includes(' ')));
  });

  it('begins our own elements as the schema wants them, with the words that we know', () => {
    const insert = (inner: string, name: string): string | undefined =>
      offered(domainWith(inner)).find(({ label }) => label === name)?.insert;
    assert.equal(
      insert('<vcpu>2</vcpu><cputune><$0</cputune>', 'vcpupin'),
      "vcpupin vcpu='${1|0,1|}' cpuset='${2|0-9,10-19,20-29|}'/>$0",
    );
  });

  it('follows what stands beside the place', () => {
    const source = (type: string): string =>
      after(devices(`<disk type='${type}'><$0</disk>`), 'source');
    assert.match(source('file'), /<source file=''\/>/);
    assert.match(source('block'), /<source dev=''\/>/);
    assert.deepEqual(labels(devices("<disk type='block'><source $0/></disk>")), ['dev']);
    assert.deepEqual(labels(devices("<interface><source network='x' $0/></interface>")), []);
  });

  it('offers attributes with their values, and values', () => {
    assert.deepEqual(labels(disk("<driver name='qemu' $0/>")), ['type', 'cache']);
    assert.equal(after(disk('<driver $0/>'), 'cache'), disk("<driver cache='none'/>"));
    assert.equal(after(disk('<driver ca$0="none"/>'), 'cache'), disk('<driver cache="none"/>'));
    assert.match(
      offered(disk('<driver $0/>')).find(({ label }) => label === 'cache')?.doc ?? '',
      /^`none`, .* or `write\w+`$/,
    );
    const forms = ["cache='$0'", "cache='$0", 'cache=$0', "cache='wri$0te'"];
    for (const form of forms)
      assert.deepEqual(
        labels(disk(`<driver ${form}`)).toSorted(),
        ['none', 'writeback', 'writethrough'],
        form,
      );
    assert.equal(
      after(disk('<driver cache=$0/>'), 'writeback'),
      disk("<driver cache='writeback'/>"),
    );
    assert.deepEqual(labels("<domain type='$0'/>").slice(0, 2), ['kvm', 'qemu']);
  });

  it('names a disk as no other is named', () => {
    const with2 = (inner: string): string =>
      devices(`<disk type='file'><target dev='vda'/></disk>\n${inner}`);
    assert.match(after(with2('<$0'), 'disk'), /<target dev='vdb' bus='virtio'\/>\n<\/disk>/);
    assert.match(after(with2("<disk type='file'><$0</disk>"), 'target'), /<target dev='vdb'/);
    const target = (dev: string): string =>
      with2(`<disk type='file'><target dev='${dev}'/></disk>`);
    assert.deepEqual(labels(target('$0')), ['vdb', 'sda']);
    assert.deepEqual(labels(target('vd$0b')), ['vdb', 'sda']);
  });

  it('puts what belongs to a hypervisor behind all that is libvirt’s own', () => {
    assert.equal(labels(domainWith('<$0')).at(-1), 'qemu:commandline');
  });

  it('offers the words that an element’s text may be, in the place of what is there', () => {
    const words = ['destroy', 'restart', 'preserve'];
    assert.deepEqual(labels(domainWith('<on_crash>$0</on_crash>')), words);
    assert.equal(
      after(domainWith('<on_crash> re$0stop </on_crash>'), 'restart'),
      domainWith('<on_crash> restart </on_crash>'),
    );
  });

  it('offers the same in libvirt’s other documents', () => {
    const network = (inner: string): string => `<network>\n  ${inner}\n</network>`;
    assert.deepEqual(labels(network('<$0')), ['name', 'forward', 'bridge']);
    assert.deepEqual(labels(network("<forward mode='$0'/>")), ['nat', 'route', 'open']);
    assert.deepEqual(labels(network('<forward></$0')), ['forward']);
    assert.deepEqual(labels(network('<forward mode="nat"><$0\n')), ['/forward']);
  });

  it('writes names of other namespaces with their prefix, and declares it where that lacks', () => {
    const uri = 'http://libvirt.org/schemas/domain/qemu/1.0';
    assert.equal(
      after(domainWith('<$0'), 'qemu:commandline'),
      domainWith(`<qemu:commandline xmlns:qemu='${uri}'>\n\t\n</qemu:commandline>`),
    );
    const declared = (inner: string): string =>
      `<domain type='kvm' xmlns:q='${uri}'><q:commandline>${inner}</q:commandline></domain>`;
    assert.equal(after(declared('<$0'), 'q:arg'), declared("<q:arg value=''/>"));
  });

  it('closes any element', () => {
    assert.deepEqual(labels(devices('<disk></$0')), ['disk']);
    assert.equal(after(devices('<disk></$0'), 'disk'), devices('<disk></disk>'));
  });

  it('offers nothing in comments and CDATA, and on characters that ask for nothing', () => {
    assert.deepEqual(labels(devices('<!-- <$0 -->')), []);
    assert.deepEqual(labels(devices('<![CDATA[<$0]]>')), []);
    assert.deepEqual(labels(devices(' $0'), ' '), []);
    assert.deepEqual(labels(devices('<emulator>/usr/$0</emulator>'), '/'), []);
    assert.deepEqual(labels(devices("<!-- it's -->'$0"), "'"), []);
    assert.deepEqual(labels(devices('<emulator>$0</emulator>')), []);
  });

  it('leaves to another extension what that serves with a schema', () => {
    assert.deepEqual(offered(disk('<$0'), undefined, true), []);
    assert.deepEqual(offered(devices('<disk></$0'), undefined, true), []);
    const modes = offered(domainWith("<numatune><memory mode='$0'/></numatune>"), undefined, true);
    assert.equal(modes.length, 4);
  });

  it('leaves a text in which the schema finds no more than before, whatever element is chosen', () => {
    const places = [domainWith('<name>a</name>$0'), devices('$0'), disk('$0'), disk('<$0')];
    const count = (text: string): number =>
      analyze(text, worldOf(undefined, true))?.findings.filter(
        ({ rule }) =>
          rule.startsWith('xml/') ||
          ['unknown-element', 'element-not-allowed', 'unknown-attribute', 'missing-element'].some(
            (one) => rule === `schema/${one}`,
          ),
      ).length ?? 0;
    const known =
      /^(?:description|vcpu|cputune|on_crash|devices|qemu:commandline|emulator|disk|interface|source|driver|target|readonly)$/;
    for (const marked of places)
      for (const { label } of offered(marked)) {
        if (!known.test(label)) continue;
        const before = count(withCursor(marked.replace('<$0', '$0')).text);
        assert.ok(count(after(marked, label)) <= before, `${label}: ${after(marked, label)}`);
      }
  });
});

describe('withoutStops', () => {
  it('leaves the first choice, defaults and plain text', () => {
    assert.equal(
      withoutStops("disk type='${1|file,block|}' a='${2:x}'>\n\t$0\n\\$5</disk>$3"),
      "disk type='file' a='x'>\n\t\n$5</disk>",
    );
    assert.equal(withoutStops('${1|a\\,b,c|}'), 'a,b');
    assert.equal(withoutStops('${1|one|}'), 'one');
  });
});
