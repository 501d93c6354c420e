import assert from 'node:assert/strict';
import { cellOfVcpu, iothreadsOf, pinnedVcpus } from '../../server/src/domain/pins.ts';
import type { VcpuId } from '../../server/src/vocabulary/define.ts';
import { domainOf } from './domainOf.ts';

describe('which pin holds a vCPU', () => {
  const pins = (inner: string) =>
    pinnedVcpus(domainOf(inner)).map(({ vcpus, cpuset }) => `${vcpus.join()}: ${cpuset.text}`);
  const tune = (inner: string) => `<cputune>${inner}</cputune>`;

  it('is its own, else the general one', () => {
    const own = tune("<vcpupin vcpu='1' cpuset='9'/>");
    assert.deepEqual(pins(`<vcpu cpuset='0-3'>3</vcpu>${own}`), ['1: 9', '0,2: 0-3']);
    assert.deepEqual(pins(`<vcpu>3</vcpu>${own}`), ['1: 9']);
  });
  it('is none under automatic placement but its own', () => {
    const own = tune("<vcpupin vcpu='1' cpuset='9'/>");
    assert.deepEqual(pins(`<vcpu placement='auto' cpuset='0-3'>3</vcpu>${own}`), ['1: 9']);
  });
  it('is the first of two, and none for a vCPU that is not there or under a bad set', () => {
    const doubled = "<vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='0' cpuset='2'/>";
    assert.deepEqual(pins(`<vcpu>1</vcpu>${tune(doubled)}`), ['0: 1']);
    assert.deepEqual(pins(`<vcpu>1</vcpu>${tune("<vcpupin vcpu='1' cpuset='2'/>")}`), []);
    const bad = tune("<vcpupin vcpu='0' cpuset='x'/>");
    assert.deepEqual(pins(`<vcpu cpuset='4'>2</vcpu>${bad}`), ['1: 4']);
  });
  it('is unknown while their number is', () => {
    assert.deepEqual(pins("<vcpu cpuset='0-3'>x</vcpu>"), []);
  });
});

describe('the cell of a vCPU', () => {
  const cellsOf = (...sets: readonly string[]) => {
    const cells = sets.map((set) => `<cell ${set} memory='1'/>`).join('');
    return cellOfVcpu(domainOf(`<vcpu>4</vcpu><cpu><numa>${cells}</numa></cpu>`));
  };

  it('is the one that lists it, else cell 0', () => {
    const cellOf = cellsOf("cpus='1'", "cpus='2-3'");
    const ids = [0, 1, 2, 3].map((vcpu) => cellOf?.(vcpu as VcpuId)?.cellId);
    assert.deepEqual(ids, [0, 0, 1, 1]);
  });
  it('is unknown without cells, with a bad set and where two cells list it', () => {
    assert.equal(cellOfVcpu(domainOf('')), undefined);
    assert.equal(cellsOf("cpus='a'"), undefined);
    assert.equal(cellsOf("cpus='0-1'", "cpus='1'"), undefined);
  });
  it('is found in no time among many sets that list everything', () => {
    const sets = Array.from({ length: 20_000 }, () => "cpus='0-16383'");
    assert.equal(cellsOf(...sets), undefined);
  });
});

describe('the I/O threads of a guest', () => {
  const threads = (inner: string) => {
    const ids = iothreadsOf(domainOf(inner));
    return ids && [...ids];
  };
  it('are counted, listed, or both', () => {
    assert.deepEqual(threads(''), []);
    assert.deepEqual(threads('<iothreads>2</iothreads>'), [1, 2]);
    const listed = "<iothreadids><iothread id='2'/><iothread id='9'/></iothreadids>";
    assert.deepEqual(threads(listed), [2, 9]);
    assert.deepEqual(threads(`<iothreads>4</iothreads>${listed}`), [2, 9, 1, 3]);
    assert.deepEqual(threads(`<iothreads>1</iothreads>${listed}`), [2, 9]);
  });
  it('are unknown while a number is', () => {
    assert.equal(threads('<iothreads>x</iothreads>'), undefined);
    assert.equal(threads('<iothreads>4000000000</iothreads>'), undefined);
    assert.equal(threads('<iothreadids><iothread/></iothreadids>'), undefined);
  });
});
