import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { withCursor } from '../harness/cursor.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';
import { cells, guest, nothing, shown, verdict } from './shown.ts';

describe('hoverAt', () => {
  it('says first of a set whose numbers they are', () => {
    assert.equal(
      verdict(guest("<memory mode='strict' nodeset='$00,2'/>"), 'article'),
      '**Host nodes 0,2**, not guest cells: together 31 GiB, 28 GiB free (a snapshot).',
    );
    const page = cells(
      '',
      "<memoryBacking><hugepages><page size='2' unit='MiB' nodeset='$00'/></hugepages></memoryBacking>",
    );
    assert.equal(
      verdict(page, 'two-nodes'),
      '**Pages of 2 MiB** for guest cell 0, not for host nodes.',
    );
    assert.equal(
      verdict(cells("<memnode cellid='$01' mode='strict' nodeset='1'/>"), 'two-nodes'),
      '**Guest cell 1**, not a host node: 8 GiB, vCPUs 4-7.',
    );
    assert.equal(
      verdict(cells("<memnode cellid='$07' mode='strict' nodeset='1'/>"), 'two-nodes'),
      '**There is no guest cell 7**: the guest has cells 0-1. The number is a guest cell’s, not a host node’s.',
    );
    const vcpus = cells('').replace("cpus='0-3'", "cpus='0$0-3'");
    assert.equal(verdict(vcpus), '**Guest vCPUs 0-3**, not host CPUs: 4 of the guest’s 8.');
  });

  it('says of a pin on which nodes its CPUs are, and how far from the memory', () => {
    const pin = (set: string): string =>
      shown(guest("<memory mode='strict' nodeset='0'/>").replace("'0-9'", `'$0${set}'`), 'article')
        .text;
    assert.ok(
      pin('0-3,12').startsWith(
        [
          '**Host CPUs 0-3,12**, on host nodes 0-1.',
          '',
          '**Partly remote**: memory comes from node 0, and CPU 12 is elsewhere.',
          '',
          '| host node | CPUs of the set | distance to the memory |',
          '| --: | --- | --- |',
          '| 0 | 0-3 (4 of 10) | 10 to node 0 |',
          '| 1 | 12 (1 of 10) | 21 to node 0 |',
          '',
          'host **article**',
        ].join('\n'),
      ),
      pin('0-3,12'),
    );
    assert.ok(pin('0-9').includes('Local: memory comes from node 0.'));
    assert.ok(pin('10-19').includes('**Remote**: memory comes from node 0.'));
    assert.ok(pin('0,99').includes('**CPU 99 is not among the CPUs of this host.**'));
    assert.ok(pin('3,0-2').includes('libvirt stores `0-3`.'));
  });

  it('judges the pin of a vCPU by the memory of its cell', () => {
    const tune =
      "<memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='1'/>";
    const pin = (vcpu: number): string =>
      shown(cells(tune, `<cputune><vcpupin vcpu='${vcpu}' cpuset='$08'/></cputune>`), 'two-nodes')
        .text;
    assert.ok(pin(0).includes('**Remote**: memory comes from node 0.'));
    assert.ok(pin(4).includes('Local: memory comes from node 1.'));
    assert.ok(
      pin(9).includes('**The guest has no vCPU 9**, only 8 vCPUs: libvirt drops this pin.'),
    );
  });

  it('says sizes in human units, as libvirt stores them, as QEMU gets them, and against the host', () => {
    const size = (written: string, host?: string): string => shown(domainWith(written), host).text;
    assert.equal(
      size("<memory unit='KiB'>367$000160</memory>", 'article'),
      [
        '**36700160 KiB** = 35 GiB',
        '',
        '74 % of the 47 GiB of host **article**; the largest of its 3 nodes has 16 GiB for ordinary pages.',
      ].join('\n'),
    );
    assert.equal(
      size("<memory unit='G$0B'>1</memory>"),
      [
        '**1 GB** = 953.7 MiB (1000000000 B)',
        '',
        'libvirt stores 976563 KiB, rounded up; QEMU gets whole MiB: 954 MiB.',
        '',
        'Units with a `B` alone (KB, MB, GB) count by 1000; KiB, MiB, GiB and K, M, G count by 1024.',
      ].join('\n'),
    );
    assert.equal(
      size("<memory unit='GiB'>4$0</memory>"),
      '**4 GiB** = 4194304 KiB\n\nlibvirt stores 4194304 KiB.',
    );
    assert.equal(
      size('<memory>1048576</memory><currentMemory>2097$0152</currentMemory>'),
      '**2097152 KiB** = 2 GiB\n\nlibvirt sets it to the guest’s memory: 1048576 KiB (1 GiB).',
    );
    assert.equal(
      shown(cells('').replace('<vcpu>', "<memory unit='GiB'>9$0</memory><vcpu>")).text,
      '**9 GiB** = 9437184 KiB\n\nlibvirt replaces it by the sum of the guest’s cells and memory devices: 16777216 KiB (16 GiB).',
    );
  });

  it('says of a cell where its memory comes from', () => {
    const cell = cells("<memnode cellid='0' mode='strict' nodeset='0'/>").replace(
      '<cell',
      '<ce$0ll',
    );
    assert.ok(
      shown(cell, 'two-nodes').text.startsWith(
        '**Guest cell 0**, not a host node: 8 GiB, vCPUs 0-3.\n\nIts memory comes from host node 0 (strict).\n\nFits by itself: cell 0 needs 8 GiB',
      ),
    );
    const free = cells('').replace('<cell', '<ce$0ll');
    assert.ok(shown(free).text.includes('It is bound to no host node'));
  });

  it('says of a page entry what it needs and what the pools have', () => {
    const tune =
      "<memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='1'/>";
    const page = cells(
      tune,
      "<memoryBacking><hugepages><pa$0ge size='2' unit='MiB'/></hugepages></memoryBacking>",
    );
    assert.ok(
      shown(page, 'two-nodes').text.startsWith(
        [
          '**Pages of 2 MiB** for guest cells 0-1.',
          '',
          '**Does not fit**: cell 0 needs 4096 pages of 2 MiB; node 0 has 1024. The guest does not start.',
          '',
          '| guest cell | pages needed | host nodes | in their pools |',
          '| --: | --: | --- | --: |',
          '| 0 | 4096 | 0 | 1024 |',
          '| 1 | 4096 | 1 | 4096 |',
          '',
          'host **two\\-nodes**',
        ].join('\n'),
      ),
      shown(page, 'two-nodes').text,
    );
  });

  it('explains everything else in the vocabulary by its table', () => {
    assert.match(
      shown(domainWith("<cputune><vcpusched vcpus='0' scheduler='fi$0fo'/></cputune>")).text,
      /^\*\*fifo\*\*/,
    );
    assert.match(
      shown(domainWith('<cputune><emulator_quo$0ta>5000</emulator_quota></cputune>')).text,
      /QEMU’s own threads/,
    );
    assert.match(
      shown(domainWith("<vcpus><vcpu id='0' enabled='yes' hotplu$0ggable='no'/></vcpus>")).text,
      /unplugged/,
    );
    assert.match(shown(domainWith("<vcpu placement='au$0to'>4</vcpu>")).text, /numad/);
    assert.match(shown(domainWith('<memoryBacking><loc$0ked/></memoryBacking>')).text, /RAM/);
    const hmat = cells('').replace(
      '</numa>',
      "<interconnects><latency initi$0ator='0' target='0' type='access' value='5'/></interconnects></numa>",
    );
    assert.match(shown(hmat).text, /must have CPUs/);
    const tuned = "<cputune><cachetune vcpus='0'><cache i$0d='0' level='3'/></cachetune></cputune>";
    assert.match(shown(domainWith(tuned)).text, /host’s cache bank/);
    const bus =
      "<devices><controller type='pci' model='pcie-expander-bus'><target><no$0de>0</node></target></controller></devices>";
    assert.match(shown(domainWith(bus)).text, /\*\*guest cell\*\*/);
  });

  it('says of other drivers’ guests only what holds for them', () => {
    const { text } = shown(
      guest("<memory mode='$0strict' nodeset='0'/>").replace("'kvm'", "'lxc'"),
      'article',
    );
    assert.doesNotMatch(text, /QEMU|Does not fit/);
    assert.match(text, /\| 0 \| 15 GiB/);
  });

  it('says nothing of what is not ours', () => {
    nothing("<do$0main type='kvm'/>");
    nothing("<domain ty$0pe='kvm'/>");
    nothing(domainWith('<o$0s/>'));
    nothing(domainWith('<dev$0ices/>'));
    nothing(domainWith("<devices><disk ty$0pe='file'/></devices>"));
    nothing(domainWith('<numatune>$0</numatune>'));
    nothing(domainWith("<numatune><memory oth$0er='1'/></numatune>"));
    nothing(domainWith("<numatune><memory constr$0uctor='1'/></numatune>"));
    nothing(domainWith('<!-- <mem$0ory> -->'));
  });

  it('escapes what comes out of the host’s description', () => {
    const { host } = worldOf('article');
    assert.ok(host);
    const named: HostTopology = {
      ...host,
      name: '[x](command:libvirtXml.explainRule) `a` <b>\n# c',
    };
    const { text, offset } = withCursor(guest("<memory mode='$0strict' nodeset='0'/>"));
    const analysis = analyze(text, { host: named, rules: new Map() });
    assert.ok(analysis);
    const markdown = hoverAt(analysis, offset)?.markdown ?? '';
    assert.ok(
      markdown.includes(
        'host **\\[x\\]\\(command\\:libvirtXml\\.explainRule\\) \\`a\\` \\<b\\> \\# c**',
      ),
      markdown,
    );
  });
});
