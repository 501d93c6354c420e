import assert from 'node:assert/strict';
import { onlineVcpusOf, vcpuStatusesOf } from '../../server/src/domain/vcpuStates.ts';
import { domainOf } from './domainOf.ts';

describe('the states of vCPUs', () => {
  const states = (inner: string) =>
    vcpuStatusesOf(domainOf(`<vcpu>3</vcpu><vcpus>${inner}</vcpus>`))?.map(
      ({ id, isOnline, isPluggable, order }) =>
        `${id}${isOnline ? '' : ' offline'}${isPluggable ? ' pluggable' : ''} ${order}`,
    );

  it('are filled in as libvirt does: offline and pluggable unless listed, and for good when online', () => {
    assert.deepEqual(states("<vcpu id='0' enabled='yes'/><vcpu id='2' enabled='no' order='2'/>"), [
      '0 0',
      '1 offline pluggable 0',
      '2 offline pluggable 2',
    ]);
    const written = "<vcpu id='0' enabled='yes' hotpluggable='yes'/>";
    assert.equal(states(written)?.[0], '0 pluggable 0');
  });
  it('are those of the later of two elements, with what the earlier alone says', () => {
    const doubled = "<vcpu id='0' enabled='no' order='3'/><vcpu id='0' enabled='yes'/>";
    assert.equal(states(doubled)?.[0], '0 3');
  });
  it('are unknown while a value is, and leave out vCPUs that are not there', () => {
    assert.equal(states("<vcpu id='0' enabled='maybe'/>"), undefined);
    assert.equal(states("<vcpu id='0'/>"), undefined);
    assert.equal(states("<vcpu id='7' enabled='yes'/>")?.length, 3);
    assert.equal(states(''), undefined);
  });
  it('say how many are online, or current does, or all are', () => {
    const online = (inner: string) => onlineVcpusOf(domainOf(inner));
    const listed = "<vcpus><vcpu id='0' enabled='yes'/></vcpus>";
    assert.equal(online(`<vcpu current='3'>4</vcpu>${listed}`), 1);
    assert.equal(online("<vcpu current='3'>4</vcpu>"), 3);
    assert.equal(online('<vcpu>4</vcpu>'), 4);
    assert.equal(online(''), 1);
    assert.equal(online("<vcpu current='x'>4</vcpu>"), undefined);
  });
});
