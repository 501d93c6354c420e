import assert from 'node:assert/strict';
import { bindingsOf } from '../../server/src/domain/policy.ts';
import { rebound, withCells, without, withMemory } from '../../server/src/domain/whatIf.ts';
import { bytes, nodeId } from '../../server/src/host/topology.ts';
import type { CellId, VcpuId } from '../../server/src/vocabulary/define.ts';
import type { DomainModel } from '../../server/src/domain/model.ts';
import { domainOf } from './domainOf.ts';

const DOMAIN = domainOf(
  `<memory>4096</memory><numatune><memory mode='strict' nodeset='0'/><memnode cellid='1' mode='preferred' nodeset='1'/></numatune><cpu><numa><cell memory='1024'/><cell memory='1024'/><cell memory='1024'/></numa></cpu>`,
);
const MEMORY = DOMAIN.numatune?.memory;
const MEMNODE = DOMAIN.numatune?.memnodes[0];

function bindings(domain: DomainModel): string[] {
  return bindingsOf(domain).map(
    ({ cell, mode, nodeset }) => `${cell?.cellId ?? 'all'} ${mode} ${nodeset.value?.values.join()}`,
  );
}

describe('the domain after a change', () => {
  assert.ok(MEMORY !== undefined && MEMNODE !== undefined);

  it('has other modes and nodes where they were changed, also twice', () => {
    const once = rebound(DOMAIN, [MEMORY], { nodes: [nodeId(2), nodeId(3)] });
    assert.deepEqual(bindings(once), ['0 strict 2,3', '1 preferred 1', '2 strict 2,3']);
    const twice = rebound(once, [MEMORY, MEMNODE], { mode: 'interleave' });
    assert.deepEqual(bindings(twice), ['0 interleave 2,3', '1 interleave 1', '2 interleave 2,3']);
    assert.deepEqual(bindings(rebound(DOMAIN, [MEMNODE], { nodes: [nodeId(7)] })), [
      '0 strict 0',
      '1 preferred 7',
      '2 strict 0',
    ]);
  });

  it('has another cell, another placement, or one element less', () => {
    assert.deepEqual(bindings(rebound(DOMAIN, [MEMNODE], { cell: 2 as CellId })), [
      '0 strict 0',
      '1 strict 0',
      '2 preferred 1',
    ]);
    assert.deepEqual(bindings(rebound(DOMAIN, [MEMORY], { placement: 'auto' })), ['1 preferred 1']);
    assert.deepEqual(bindings(without(DOMAIN, MEMORY)), ['1 preferred 1']);
    assert.deepEqual(bindings(without(DOMAIN, MEMNODE)), [
      '0 strict 0',
      '1 strict 0',
      '2 strict 0',
    ]);
  });

  it('has a <memory> or cells that were not there', () => {
    const bare = without(DOMAIN, MEMORY);
    assert.deepEqual(bindings(withMemory(bare, 'restrictive', [nodeId(1)])), [
      '0 restrictive 1',
      '1 preferred 1',
      '2 restrictive 1',
    ]);
    const cells = withCells({ ...DOMAIN, cells: [] }, [
      { bytes: bytes(1n), vcpus: [0 as VcpuId] },
      { bytes: bytes(2n), vcpus: [] },
    ]);
    assert.deepEqual(bindings(cells), ['0 strict 0', '1 preferred 1']);
    assert.deepEqual(
      cells.cells.map(({ bytes: size, cpus }) => [size, cpus?.value?.values]),
      [
        [1n, [0]],
        [2n, undefined],
      ],
    );
  });

  it('leaves the first one as it was', () => {
    assert.deepEqual(bindings(DOMAIN), ['0 strict 0', '1 preferred 1', '2 strict 0']);
  });
});
