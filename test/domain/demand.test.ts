import assert from 'node:assert/strict';
import { backingsOf, demandsOf, storedTotal, wholeDemand } from '../../server/src/domain/demand.ts';
import { domainOf } from './domainOf.ts';

const MIB = 1n << 20n;

const dimm = (inner: string, source = '', model = 'dimm') =>
  `<devices><memory model='${model}'>${source}<target><size unit='MiB'>100</size>${inner}</target></memory></devices>`;
const cells = (...sizes: readonly string[]) =>
  `<cpu><numa>${sizes.map((size) => `<cell memory='${size}' unit='MiB'/>`).join('')}</numa></cpu>`;

describe('the memory that libvirt stores', () => {
  const totals: readonly (readonly [string, bigint | undefined])[] = [
    ["<memory unit='MiB'>512</memory>", 512n * MIB],
    ['<memory>1</memory>', 1024n],
    ["<memory unit='b'>1</memory>", 1024n],
    [`<memory unit='MiB'>512</memory>${cells('64', '64')}`, 128n * MIB],
    [`${cells('64', '64')}${dimm('<node>0</node>')}`, 228n * MIB],
    [`<memory unit='MiB'>512</memory>${cells('0')}`, 512n * MIB],
    [`<memory unit='MiB'>512</memory>${cells('64', 'a')}`, undefined],
    ['', undefined],
    ['<memory>a</memory>', undefined],
  ];
  for (const [inner, total] of totals)
    it(`is ${String(total)} bytes for ${inner}`, () => {
      assert.equal(storedTotal(domainOf(inner)), total);
    });
});

describe('the demand on host nodes', () => {
  it('is rounded up to MiB, for each cell and for the whole', () => {
    const whole = domainOf('<memory>100001</memory>');
    assert.equal(demandsOf(whole)(undefined), 98n * MIB);
    const domain = domainOf("<cpu><numa><cell memory='65537'/><cell memory='1'/></numa></cpu>");
    assert.deepEqual(domain.cells.map(demandsOf(domain)), [65n * MIB, MIB]);
    assert.equal(wholeDemand(domain), 66n * MIB);
  });

  it('holds the DIMMs of a cell that come from the same nodes and pages', () => {
    const demands = (device: string) => {
      const domain = domainOf(`${cells('64', '64')}${device}`);
      return domain.cells.map(demandsOf(domain)).map((size) => size && size / MIB);
    };
    const one = '<node>1</node>';
    assert.deepEqual(demands(dimm(one)), [64n, 164n]);
    assert.deepEqual(demands(dimm(one, '<source><nodemask>0</nodemask></source>')), [64n, 64n]);
    assert.deepEqual(demands(dimm(one, '<source><pagesize>4</pagesize></source>')), [64n, 64n]);
    assert.deepEqual(demands(dimm(one, '', 'nvdimm')), [64n, 64n]);
  });

  it('is without devices of other kinds where there are no cells', () => {
    const demand = (device: string) => {
      const domain = domainOf(`<memory unit='MiB'>512</memory>${device}`);
      return demandsOf(domain)(undefined);
    };
    assert.equal(demand(dimm('')), 512n * MIB);
    assert.equal(demand(dimm('', '', 'virtio-mem')), 412n * MIB);
    assert.equal(demand(dimm('').replace('100', '600').replace("'dimm'", "'nvdimm'")), undefined);
    assert.equal(demand(dimm('').replace('100', 'a')), 512n * MIB);
  });
});

describe('what backs memory', () => {
  const backing = (pages: string, inner = "<memory unit='MiB'>512</memory>") => {
    const domain = domainOf(
      `<memoryBacking><hugepages>${pages}</hugepages></memoryBacking>${inner}`,
    );
    const backingOf = backingsOf(domain);
    const all = domain.cells.length === 0 ? [undefined] : domain.cells;
    return all.map(backingOf).map((one) => (one.kind === 'huge' ? one.size : one.kind));
  };
  const two = cells('64', '64');

  it('is ordinary memory without <hugepages>', () => {
    assert.deepEqual(backingsOf(domainOf(''))(undefined), { kind: 'ordinary' });
  });
  it('is the default huge page size without <page>', () => {
    assert.deepEqual(backing(''), [undefined]);
  });
  it('is the entry of the cell, else the general one, else ordinary memory', () => {
    const own = "<page size='2048' nodeset='1'/>";
    assert.deepEqual(backing(own, two), ['ordinary', 2n * MIB]);
    assert.deepEqual(backing(`${own}<page size='1' unit='G'/>`, two), [1024n * MIB, 2n * MIB]);
  });
  it('is the entry of {0} in a guest without cells, and of no other set', () => {
    assert.deepEqual(backing("<page size='2048' nodeset='0'/>"), [2n * MIB]);
    assert.deepEqual(backing("<page size='2048' nodeset='0-1'/>"), ['ordinary']);
  });
  it('is ordinary memory for the base page size, and unknown for a bad one', () => {
    assert.deepEqual(backing("<page size='4'/>"), ['ordinary']);
    assert.deepEqual(backing("<page size='a'/>"), ['unknown']);
    const domain = domainOf(
      "<memoryBacking><hugepages><page size='64'/></hugepages></memoryBacking>",
    );
    assert.equal(backingsOf(domain, 65536n)(undefined).kind, 'ordinary');
  });
});
