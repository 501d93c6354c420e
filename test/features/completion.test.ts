import assert from 'node:assert/strict';
import { completeAt, type Completion } from '../../server/src/features/completion.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { analysisAt, domainWith } from './at.ts';
import { expandSnippet } from './expandSnippet.ts';

interface Offered {
  readonly text: string;
  readonly list: readonly Completion[];
}

function offered(marked: string, host?: string): Offered {
  const { analysis, offset, text } = analysisAt(marked, host);
  return { text, list: completeAt(analysis, offset) };
}

const labels = (marked: string, host?: string): string[] =>
  offered(marked, host).list.map(({ label }) => label);

/** The text after the completion of that label was chosen, and nothing typed into its tab stops. */
function after(marked: string, label: string, host?: string): string {
  const { text, list } = offered(marked, host);
  const found = list.find((one) => one.label === label);
  assert.ok(found, `${label} is not among ${list.map((one) => one.label).join()}`);
  const newText = found.isSnippet ? expandSnippet(found.insert) : found.insert;
  return applyEdits(text, [{ range: found.range, newText }]);
}

const numatune = (inner: string): string => domainWith(`<numatune>\n    ${inner}\n  </numatune>`);
const cells = (tune: string): string =>
  domainWith(`<vcpu>4</vcpu>
  <cpu><numa><cell id='0' cpus='0-1' memory='1'/><cell id='1' cpus='2-3' memory='1'/></numa></cpu>
  <numatune>${tune}</numatune>`);

describe('completeAt', () => {
  it('offers the modes in quotes, between quotes, and for a begun word', () => {
    const modes = ['strict', 'preferred', 'interleave', 'restrictive'];
    const forms = [
      "<memory mode='$0'/>",
      "<memory mode='$0",
      '<memory mode=$0',
      '<memory mode=$0/>',
      "<memory mode='pre$0f' nodeset='0'/>",
    ];
    for (const form of forms) assert.deepEqual(labels(numatune(form)), modes, form);
    assert.equal(
      after(numatune("<memory mode='$0'/>"), 'preferred'),
      numatune("<memory mode='preferred'/>"),
    );
    assert.equal(
      after(numatune("<memory mode='$0 nodeset='0'/>"), 'strict'),
      numatune("<memory mode='strict' nodeset='0'/>"),
    );
    assert.equal(
      after(numatune('<memory mode=$0/>'), 'strict'),
      numatune("<memory mode='strict'/>"),
    );
    assert.equal(
      after(numatune('<memory mode=int$0/>'), 'interleave'),
      numatune("<memory mode='interleave'/>"),
    );
    assert.equal(
      after(numatune('<memory nodeset="0" mode=$0/>'), 'strict'),
      numatune('<memory nodeset="0" mode="strict"/>'),
    );
  });

  it('offers schedulers, the states of vCPUs, and times for them', () => {
    const tune = (inner: string): string =>
      domainWith(`<vcpu>4</vcpu>\n  <cputune>${inner}</cputune>`);
    const schedulers = ['fifo', 'rr', 'batch', 'idle'];
    assert.deepEqual(labels(tune("<vcpusched vcpus='0' scheduler='$0'/>")), schedulers);
    assert.deepEqual(labels(tune("<vcpusched vcpus='$0' scheduler='rr'/>")), ['0-3']);
    assert.deepEqual(labels(tune('<period>$0</period>')), ['100000']);
    const states = domainWith("<vcpus><vcpu id='1' enabled='$0'/></vcpus>");
    assert.deepEqual(labels(states), ['yes', 'no']);
    for (const name of ['emulatorsched', 'shares', 'global_quota'])
      assert.ok(labels(tune('<$0')).includes(name), name);
  });

  it('offers the host’s nodes with their memory', () => {
    const { list } = offered(numatune("<memory nodeset='$0'/>"), 'article');
    assert.deepEqual(
      list.map(({ label, detail }) => `${label}: ${detail ?? ''}`),
      [
        '0: 15 GiB, 13 GiB free (snapshot)',
        '1: 16 GiB, 15 GiB free (snapshot)',
        '2: 16 GiB, 15 GiB free (snapshot)',
        '0-2: all 3 nodes with memory',
      ],
    );
    assert.deepEqual(labels(numatune("<memory nodeset='$0'/>")), []);
  });

  it('in a set, replaces the item under the cursor and offers what is not there', () => {
    const set = (written: string): string => numatune(`<memory nodeset='${written}'/>`);
    assert.deepEqual(labels(set('0,$0'), 'article'), ['1', '2']);
    assert.equal(after(set('0,$0'), '2', 'article'), set('0,2'));
    assert.deepEqual(labels(set('$00,2'), 'article'), ['0', '1']);
    assert.equal(after(set('0$0,2'), '1', 'article'), set('1,2'));
    assert.equal(after(set('0, 1$0 ,2'), '1', 'article'), set('0, 1 ,2'));
    assert.deepEqual(labels(set('0-$0'), 'article'), ['0-1', '0-2']);
    assert.equal(after(set('0-$0'), '0-2', 'article'), set('0-2'));
    assert.deepEqual(labels(set('0-2,^$0'), 'article'), ['0', '1', '2']);
    assert.equal(after(set('0-2,^$0'), '1', 'article'), set('0-2,^1'));
    assert.equal(
      after(numatune("<memory nodeset='0,$0"), '1', 'article'),
      numatune("<memory nodeset='0,1'"),
    );
    assert.equal(
      after(numatune('<memory nodeset=0,$0/>'), '0,1', 'article'),
      numatune("<memory nodeset='0,1'/>"),
    );
  });

  it('offers CPU ranges by node', () => {
    const pin = (set: string): string => domainWith(`<vcpu cpuset='${set}'>4</vcpu>`);
    assert.deepEqual(
      offered(pin('$0'), 'article').list.map(({ label, detail }) => `${label}: ${detail ?? ''}`),
      [
        '0-9: the 10 CPUs of node 0',
        '10-19: the 10 CPUs of node 1',
        '20-29: the 10 CPUs of node 2',
      ],
    );
    assert.equal(after(pin('0-9,$0'), '20-29', 'article'), pin('0-9,20-29'));
  });

  it('offers the guest’s cells, and for a memnode those without one', () => {
    assert.deepEqual(labels(cells("<memnode cellid='$0' nodeset='0'/>")), ['0', '1']);
    assert.deepEqual(
      labels(cells("<memnode cellid='0' nodeset='0'/><memnode cellid='$0' nodeset='1'/>")),
      ['1'],
    );
    const pages = `<memoryBacking><hugepages><page size='2' nodeset='$0'/></hugepages></memoryBacking>`;
    assert.deepEqual(labels(cells('').replace('<cpu>', `${pages}<cpu>`)), ['0', '1']);
  });

  it('offers the host’s page sizes in the unit that is written', () => {
    const page = (attributes: string): string =>
      domainWith(`<memoryBacking><hugepages><page ${attributes}/></hugepages></memoryBacking>`);
    const { list } = offered(page("size='$0'"), 'two-nodes');
    assert.deepEqual(
      list.map(({ label, detail }) => `${label}: ${detail ?? ''}`),
      [
        "2048: 2 MiB pages; 5120 in the host's pools",
        "1048576: 1 GiB pages; 0 in the host's pools",
      ],
    );
    assert.deepEqual(labels(page("size='$0' unit='MiB'"), 'two-nodes'), ['2', '1024']);
    assert.deepEqual(labels(page("size='$0' unit='GiB'"), 'two-nodes'), ['1']);
  });

  it('offers units', () => {
    assert.deepEqual(labels(domainWith("<memory unit='$0'>1</memory>")), [
      'KiB',
      'MiB',
      'GiB',
      'TiB',
    ]);
  });

  it('offers the attributes that are not there yet', () => {
    assert.deepEqual(labels(numatune("<memory $0 nodeset='0'/>")), ['mode', 'placement']);
    assert.deepEqual(labels(numatune('<memory mo$0')), ['mode', 'nodeset', 'placement']);
    assert.equal(after(numatune('<memory mo$0'), 'mode'), numatune("<memory mode='strict'"));
    assert.equal(
      after(numatune('<memory nodeset="0" $0/>'), 'mode'),
      numatune('<memory nodeset="0" mode="strict"/>'),
    );
    assert.equal(
      after(numatune("<memory mod$0='strict'/>"), 'mode'),
      numatune("<memory mode='strict'/>"),
    );
    assert.deepEqual(
      offered(cells('<memnode $0/>')).list.map(({ label, detail }) => `${label} ${detail ?? ''}`),
      ['cellid required', 'mode ', 'nodeset required'],
    );
    assert.deepEqual(labels("<domain type='kvm' $0></domain>"), []);
  });

  it('offers the elements that are not there yet', () => {
    assert.deepEqual(labels(numatune('$0')), ['memory', 'memnode']);
    assert.deepEqual(labels(numatune('<memory/><$0')), ['memnode']);
    assert.deepEqual(labels(numatune('<memory/><memnode/><mem$0')), ['memnode']);
    assert.deepEqual(labels(numatune('<mem$0')), ['memory', 'memnode']);
    assert.ok(labels(domainWith('$0')).includes('numatune'));
    assert.ok(!labels(domainWith('$0<numatune/>')).includes('numatune'));
    assert.ok(!labels(domainWith('$0')).includes('devices'));
    assert.deepEqual(labels(domainWith('<os>$0</os>')), []);
    assert.deepEqual(labels(domainWith('<devices>$0</devices>')), ['memory', 'controller']);
  });

  it('offers what caches, links, resctrl groups and PCI buses hold', () => {
    const before = cells('').replace('</numa>', '<interconnects>$0</interconnects></numa>');
    assert.deepEqual(labels(before), ['latency', 'bandwidth']);
    const link = before.replace('$0', "<latency initiator='$0'/>");
    assert.deepEqual(labels(link), ['0', '1']);
    const kinds = before.replace('$0', "<latency type='$0'/>");
    assert.deepEqual(labels(kinds), ['access', 'read', 'write']);
    const group = domainWith("<cputune><cachetune vcpus='0'>$0</cachetune></cputune>");
    assert.deepEqual(labels(group), ['cache', 'monitor']);
    assert.deepEqual(labels(group.replace('$0', "<cache type='$0'/>")), ['both', 'code', 'data']);
    const ids = labels(group.replace('$0', "<cache level='3' id='$0'/>"), 'divided');
    assert.deepEqual(ids, ['0', '1']);
    const bus = "<devices><controller type='pci'><target><node>$0</node></target></controller>";
    assert.deepEqual(labels(cells('').replace('<numatune>', `${bus}</devices><numatune>`)), [
      '0',
      '1',
    ]);
  });

  it('begins elements with their required and usual attributes', () => {
    const memory = "<memory mode='strict' nodeset='0'/>";
    assert.equal(after(numatune('<$0'), 'memory', 'article'), numatune(memory));
    assert.equal(after(numatune('$0'), 'memory', 'article'), numatune(memory));
    assert.equal(after(numatune('mem$0'), 'memory', 'article'), numatune(memory));
    assert.equal(after(numatune('<mem$0'), 'memory', 'article'), numatune(memory));
    assert.equal(
      after(cells("<memnode cellid='0' nodeset='0'/>$0"), 'memnode', 'article'),
      cells("<memnode cellid='0' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='0'/>"),
    );
    assert.equal(after(domainWith('$0'), 'vcpu'), domainWith("<vcpu placement='static'></vcpu>"));
    assert.equal(after(domainWith('$0'), 'numatune'), domainWith('<numatune>\n\t\n</numatune>'));
    assert.equal(
      after(cells('').replace('</numa>', '$0</numa>'), 'cell'),
      cells('').replace('</numa>', "<cell id='2' cpus='0-3' memory='' unit='KiB'/></numa>"),
    );
    assert.equal(
      after(numatune("<mem$0 nodeset='0'/>"), 'memory'),
      numatune("<memory nodeset='0'/>"),
    );
  });

  it('closes what is open', () => {
    const open = "<domain type='kvm'>\n  <numatune>\n  ";
    assert.deepEqual(labels(`${open}</$0`), ['numatune']);
    assert.equal(after(`${open}</$0`, 'numatune'), `${open}</numatune>`);
    assert.equal(after(`${open}</nu$0>\n</domain>`, 'numatune'), `${open}</numatune>\n</domain>`);
    assert.deepEqual(labels(`${open}<$0`), ['memory', 'memnode', '/numatune']);
    assert.equal(after(`${open}<$0`, '/numatune'), `${open}</numatune>`);
  });

  it('offers nothing in comments, in CDATA sections, behind a value, and on a blank between tags', () => {
    assert.deepEqual(labels(numatune('<!-- <memory mode="$0" -->')), []);
    assert.deepEqual(labels(numatune('<![CDATA[<$0]]>')), []);
    assert.deepEqual(labels(numatune("<memory mode='strict'$0/>")), []);
    const { analysis, offset } = analysisAt(numatune(' $0'));
    assert.deepEqual(completeAt(analysis, offset, ' '), []);
    assert.equal(completeAt(analysis, offset, '<').length, 2);
  });

  it('leaves a text that parses, whatever is chosen', () => {
    const texts = [
      numatune('$0'),
      numatune('<$0'),
      numatune("<memory $0 nodeset='0'/>"),
      numatune("<memory mode='$0'/>"),
      numatune('<memory mode=$0/>'),
      numatune("<memory mode='$0 nodeset='0'/>"),
      numatune("<memory mode='strict' nodeset='0,$0/>"),
      cells('<memnode cellid=$0/>'),
      domainWith('<$0'),
      domainWith('$0<numatune/>'),
      domainWith('<cputune>$0</cputune>'),
      domainWith('<devices><memory model="dimm">$0</memory></devices>'),
    ];
    for (const marked of texts)
      for (const { label } of offered(marked, 'two-nodes').list) {
        const result = after(marked, label, 'two-nodes');
        assert.deepEqual(parseXml(result).problems, [], `${label} in ${marked}: ${result}`);
      }
  });
});
