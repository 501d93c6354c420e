// How large the sections of the enclave page cache are, told by virsh and by our JSON.
import assert from 'node:assert/strict';
import { hostJson } from '../../server/src/host/hostJson.ts';
import { mergeHosts } from '../../server/src/host/mergeHosts.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { hostOf } from './hosts.ts';

const DOMCAPABILITIES = (sgx: string): string => `$ virsh domcapabilities
<domainCapabilities>
  <path>/usr/bin/qemu-system-x86_64</path>
  <features>
    <sev supported='no'/>
${sgx}
  </features>
</domainCapabilities>
`;
const SECTIONS = `    <sgx supported='yes'>
      <flc>yes</flc>
      <sgx1>yes</sgx1>
      <sgx2>no</sgx2>
      <section_size unit='KiB'>327680</section_size>
      <sections>
        <section node='0' size='65536' unit='KiB'/>
        <section node='1' size='262144' unit='KiB'/>
      </sections>
    </sgx>`;
const JSON_FILE =
  '{ "nodes": [{ "id": 0, "sgxSection": "64 MiB" }, { "id": 1, "sgxSection": "256 MiB" }] }';

const sections = ({ nodes }: HostTopology) =>
  [...nodes.values()].map(({ id, sgxSection }) => [id, sgxSection]);
const EXPECTED = [
  [0, 64n << 20n],
  [1, 256n << 20n],
];

describe('the sections of the enclave page cache', () => {
  it('are read from virsh domcapabilities and from JSON', () => {
    for (const text of [DOMCAPABILITIES(SECTIONS), JSON_FILE])
      assert.deepEqual(sections(hostOf(text)), EXPECTED);
  });

  it('complete what is known of the nodes, and contradict other figures', () => {
    const numactl = hostOf(
      'node 0 cpus: 0\nnode 0 size: 1024 MB\nnode 1 cpus: 1\nnode 1 size: 1024 MB\n',
    );
    const { merged, contradictions } = mergeHosts([
      { name: 'numactl', topology: numactl },
      { name: 'virsh', topology: hostOf(DOMCAPABILITIES(SECTIONS)) },
      { name: 'json', topology: hostOf(JSON_FILE.replace('64', '32')) },
    ]);
    assert.deepEqual(merged && sections(merged), EXPECTED);
    assert.equal(merged?.partial, undefined);
    assert.deepEqual(
      contradictions.map(({ what }) => what),
      ['the SGX section of node 0'],
    );
  });

  it('are written as they are read', () => {
    const text = hostJson(hostOf(JSON_FILE));
    assert.deepEqual(sections(hostOf(text)), EXPECTED);
  });

  it('are of use only where there are some', () => {
    const { topology, problems } = readHostFile(
      DOMCAPABILITIES("    <sgx supported='no'/>"),
      'host.xml',
    );
    assert.equal(topology, undefined);
    assert.equal(problems.length, 1);
  });
});
