import assert from 'node:assert/strict';
import { memoryMode } from '../../server/src/vocabulary/values/memoryMode.ts';
import { cells, guest, shown, verdict } from './shown.ts';

describe('hoverAt on modes', () => {
  it('says of a mode whether the guest fits, with the figures of its nodes, then what the mode means', () => {
    const { text, links, of } = shown(guest("<memory mode='str$0ict' nodeset='0'/>"), 'article');
    assert.equal(of, 'strict');
    assert.equal(
      text,
      [
        '**Does not fit**: the guest needs 35 GiB; node 0 has 15 GiB.',
        '',
        '| host node | memory | free (snapshot) | CPUs | distance |',
        '| --: | --: | --: | --- | --- |',
        '| 0 | 15 GiB | 13 GiB | 0-9 | 21 to node 1, 31 to node 2 |',
        '',
        'host **article**',
        '',
        '| if | node 0 | node 1 | node 2 | then |',
        '| --- | --: | --: | --: | --- |',
        '| **strict** | 13 GiB |  |  | does not fit: 22 GiB too much |',
        '| preferred | 13 GiB | 15 GiB | 7 GiB | spills 22 GiB to nodes 1-2 |',
        '| interleave | 13 GiB | 15 GiB | 7 GiB | spills 22 GiB to nodes 1-2 |',
        '| restrictive | 13 GiB |  |  | does not fit: 22 GiB too much |',
        '',
        'computed from the host file, from what was free (a snapshot): a model, with all of the memory in use and without QEMU’s own',
        '',
        memoryMode.words.strict,
      ].join('\n'),
    );
    assert.match(
      links,
      /^\[libvirt’s manual\]\(https:\/\/libvirt\.org\/formatdomain\.html#numa-node-tuning\) · /,
    );
    assert.match(links, /\[numatune\/node-too-small\]\(rules:numatune\/node-too-small\)/);
  });

  it('compares the modes node by node, for a memnode those of its own cells', () => {
    const rows = (marked: string, host = 'article') =>
      shown(marked, host)
        .text.split('\n')
        .filter((line) => /^\| \**(?:strict|preferred|interleave|restrictive)/.test(line));
    assert.deepEqual(rows(guest("<memory mode='inter$0leave' nodeset='0-2'/>")), [
      '| strict | 13 GiB | 15 GiB | 7 GiB | fits |',
      '| preferred | 13 GiB | 15 GiB | 7 GiB | fits |',
      '| **interleave** | 11.7 GiB | 11.7 GiB | 11.7 GiB | fits |',
      '| restrictive | 13 GiB | 15 GiB | 7 GiB | fits |',
    ]);
    const memnode =
      "<memory mode='strict' nodeset='0-1'/><memnode cellid='1' mode='pre$0ferred' nodeset='1'/>";
    assert.deepEqual(rows(cells(memnode)), [
      '| strict | 8 GiB | fits |',
      '| **preferred** | 8 GiB | fits |',
      '| interleave | 8 GiB | fits |',
      '| restrictive |  | does not start: libvirt refuses restrictive beside other modes |',
    ]);
    const floating = guest("<memory mode='str$0ict' nodeset='0-1'/>", "unit='GiB'>8").replace(
      " cpuset='0-9'",
      '',
    );
    assert.deepEqual(rows(floating), [
      '| **strict** |  |  | fits; which node gives how much, its CPUs decide |',
      '| preferred |  |  | fits; which node gives how much, its CPUs decide |',
      '| interleave | 4 GiB | 4 GiB | fits |',
      '| restrictive |  |  | fits; which node gives how much, its CPUs decide |',
    ]);
    assert.deepEqual(rows(guest("<memory mode='str$0ict' nodeset='0,7'/>")), []);
    assert.deepEqual(rows(guest("<memory mode='str$0ict' placement='auto'/>")), []);
  });

  it('speaks on the mode’s name and on the element’s name as well', () => {
    const value = shown(guest("<memory mode='str$0ict' nodeset='0'/>"), 'article').text;
    assert.equal(shown(guest("<memory mo$0de='strict' nodeset='0'/>"), 'article').text, value);
    assert.ok(
      shown(guest("<mem$0ory mode='strict' nodeset='0'/>"), 'article').text.startsWith(value),
    );
  });

  it('judges each mode by what it does when the nodes run out', () => {
    const of = (mode: string, nodes: string, size?: string): string =>
      verdict(guest(`<memory mode='$0${mode}' nodeset='${nodes}'/>`, size), 'article');
    assert.equal(
      of('preferred', '0'),
      '**Larger than its nodes**: the guest needs 35 GiB; node 0 has 15 GiB, so at least 20 GiB come from other nodes once all of it is in use.',
    );
    assert.equal(
      of('interleave', '0-2'),
      'Fits by itself: the guest needs 35 GiB; nodes 0-2 have 47 GiB; 43 GiB were free (a snapshot, page cache not counted). About 11.7 GiB come from each of the 3 nodes.',
    );
    assert.equal(
      of('interleave', '0-1', "unit='GiB'>31"),
      '**Fits the nodes, not what was free**: the guest needs 31 GiB; nodes 0-1 have 31 GiB; 28 GiB were free (a snapshot, page cache not counted). About 15.5 GiB come from each of the 2 nodes; node 0 has less than that, and what is missing comes from the nodes nearest to it.',
    );
    assert.equal(
      of('interleave', '0-2', "unit='GiB'>60"),
      '**Does not fit the host**: the guest needs 60 GiB; nodes 0-2 have 47 GiB, and all nodes together 47 GiB.',
    );
    assert.equal(
      of('strict', '0', "unit='GiB'>14"),
      '**Fits the nodes, not what was free**: the guest needs 14 GiB; node 0 has 13 GiB free (a snapshot, page cache not counted).',
    );
    assert.equal(
      of('restrictive', '0', "unit='GiB'>12"),
      'Fits by itself: the guest needs 12 GiB; node 0 has 15 GiB; 13 GiB were free (a snapshot, page cache not counted).',
    );
  });

  it('never says that several nodes fill in the order of the list', () => {
    for (const mode of ['strict', 'preferred']) {
      const { text } = shown(guest(`<memory mode='$0${mode}' nodeset='2,0'/>`), 'article');
      assert.doesNotMatch(text, /order|one after/);
    }
  });

  it('says that memory allocated at start is refused or killed then, and not later', () => {
    const immediate = guest("<memory mode='$0strict' nodeset='0'/>").replace(
      '<vcpu',
      "<memoryBacking><allocation mode='immediate'/></memoryBacking><vcpu",
    );
    assert.equal(
      verdict(immediate, 'article'),
      '**Does not fit**: the guest needs 35 GiB; node 0 has 15 GiB. It is killed while it starts.',
    );
    const huge = (mode: string, pages: string): string =>
      verdict(
        cells(
          `<memnode cellid='0' mode='${mode}$0' nodeset='0'/>`,
          `<memoryBacking><hugepages><page size='2' unit='MiB' nodeset='${pages}'/></hugepages></memoryBacking>`,
        ),
        'two-nodes',
      );
    assert.equal(
      huge('strict', '0'),
      '**Does not fit**: cell 0 needs 4096 pages of 2 MiB; node 0 has 1024. The guest does not start.',
    );
    assert.equal(
      huge('preferred', '0'),
      '**More than its nodes have**: cell 0 needs 4096 pages of 2 MiB; node 0 has 1024; the rest comes from the pools of other nodes.',
    );
  });

  it('keeps the reserve apart', () => {
    assert.equal(
      verdict(guest("<memory mode='$0strict' nodeset='0'/>", "unit='GiB'>15"), 'reserve'),
      '**Fits only without the reserve for the host**: the guest needs 15 GiB; node 0 has 14 GiB beside the reserve.',
    );
  });

  it('says when a set cannot be served', () => {
    assert.equal(
      verdict(guest("<memory mode='$0preferred' nodeset='0,7'/>"), 'article'),
      '**Node 7 does not exist** on this host, which has nodes 0-2: the guest does not start.',
    );
    const empty = (mode: string): string =>
      verdict(guest(`<memory mode='$0${mode}' nodeset='3'/>`), 'memoryless');
    assert.equal(empty('interleave'), '**Node 3 has no memory**: the guest does not start.');
    assert.equal(
      empty('restrictive'),
      '**Node 3 has no memory**, so this has no effect: memory comes from anywhere.',
    );
  });

  it('says what is needed where no host is known', () => {
    assert.equal(
      verdict(guest("<memory mode='$0strict' nodeset='0'/>")),
      'The guest needs 35 GiB. No host file is in use, so whether that fits is not known.',
    );
  });

  it('says what the stated releases make of preferred over several nodes', () => {
    const text = (host: string): string =>
      shown(guest("<memory mode='$0preferred' nodeset='0-1'/>"), host).text;
    assert.match(
      text('old-two-nodes'),
      /\*\*This host’s libvirt 8\.0\.0 and Linux 5\.10 refuse several preferred nodes\*\* when the guest starts\./,
    );
    assert.doesNotMatch(text('two-nodes'), /This host’s/);
  });

  it('says what libvirt stores, where that is not what is written', () => {
    const stored = (memory: string, host = 'article'): string[] =>
      shown(guest(memory), host)
        .text.split('\n\n')
        .filter((part) => /libvirt (?:stores|refuses)/.test(part));
    assert.deepEqual(stored("<mem$0ory nodeset='0-2,^1'/>"), [
      "No mode is written: libvirt stores `<memory mode='strict' nodeset='0,2'/>`.",
    ]);
    assert.deepEqual(stored("<memory mode='$0preferred' nodeset='1,0,2'/>"), [
      "libvirt stores `<memory mode='preferred' nodeset='0-2'/>`.",
    ]);
    assert.deepEqual(stored("<memory mode='$0preferred' nodeset='0-2'/>"), []);
    assert.deepEqual(stored("<memory mode='$0interleave' placement='auto' nodeset='1'/>"), [
      "libvirt stores `<memory mode='interleave' placement='auto'/>`, and deletes the `nodeset`.",
    ]);
    assert.deepEqual(stored('<memo$0ry/>'), [
      'libvirt stores nothing: without any attribute the element is dropped.',
    ]);
    assert.deepEqual(stored("<memory mode='$0strict'/>"), [
      'libvirt refuses this: without automatic placement a `nodeset` is required.',
    ]);
    const memnode = shown(
      cells("<memory mode='preferred' nodeset='0'/><mem$0node cellid='1' nodeset='1'/>"),
    );
    assert.ok(
      memnode.text.includes(
        "No mode is written: libvirt stores `<memnode cellid='1' mode='strict' nodeset='1'/>`, although `<memory>` says preferred.",
      ),
    );
  });

  it('lists the modes where none is written yet', () => {
    const { text } = shown(guest("<memory mode='$0' nodeset='0'/>"), 'article');
    for (const meaning of Object.values(memoryMode.words)) assert.ok(text.includes(meaning));
  });
});
