// On which node a PCI device is, told by each command that tells it.
import assert from 'node:assert/strict';
import { hostJson } from '../../server/src/host/hostJson.ts';
import { mergeHosts } from '../../server/src/host/mergeHosts.ts';
import { readPciAddress } from '../../server/src/host/pciAddress.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { hostOf } from './hosts.ts';

const SYSFS = `
$ grep . /sys/bus/pci/devices/*/numa_node
/sys/bus/pci/devices/0000:00:1f.0/numa_node:-1
/sys/bus/pci/devices/0000:02:00.0/numa_node:0
/sys/bus/pci/devices/0000:41:00.0/numa_node:1
/sys/bus/pci/devices/0000:41:00.1/numa_node:1
`;

const nodedev = (address: string, inner: string): string => `
<device>
  <name>pci_${address}</name>
  <path>/sys/devices/pci0000:40/0000:40:01.1/0000:41:00.0</path>
  <capability type='pci'>
    <class>0x030000</class>
    <product id='0x2204'>A card</product>
    <iommuGroup number='7'>
      <address domain='0x0000' bus='0x41' slot='0x00' function='0x0'/>
    </iommuGroup>${inner}
  </capability>
</device>
`;
const NODEDEV = [
  nodedev('0000_00_1f_0', ''),
  nodedev('0000_02_00_0', "\n    <numa node='0'/>"),
  "<device>\n  <name>net_eth0</name>\n    <numa node='1'/>\n</device>",
  nodedev('0000_41_00_0', "\n    <numa node='1'/>"),
  nodedev('0000_41_00_1', "\n    <numa node='1'/>"),
].join('$ virsh nodedev-dumpxml …\n');

const device = (address: string): string =>
  `<object type="Bridge" bridge_type="0-1"><object type="PCIDev" pci_busid="${address}"/></object>`;
const LSTOPO = `<topology version="2.0">
<object type="Machine" complete_cpuset="0x3" cpuset="0x3" complete_nodeset="0x3" nodeset="0x3">
  ${device('0000:00:1f.0')}
  <object type="Package" os_index="0" nodeset="0x1">
    <object type="NUMANode" os_index="0" cpuset="0x1" nodeset="0x1" local_memory="1048576"/>
    <object type="PU" os_index="0" complete_nodeset="0x1"/>
    ${device('0000:02:00.0')}
  </object>
  <object type="Package" os_index="1" nodeset="0x2">
    <object type="NUMANode" os_index="1" cpuset="0x2" nodeset="0x2" local_memory="1048576"/>
    <object type="Core" os_index="0" nodeset="0x2"><object type="PU" os_index="1" complete_nodeset="0x2"/></object>
    ${device('0000:41:00.0')}${device('0000:41:00.1')}
  </object>
</object>
</topology>`;

const JSON_FILE = `{ "nodes": [
  { "id": 0, "pciDevices": ["02:00.0"] },
  { "id": 1, "pciDevices": ["0000:41:00.1", "41:0.0", "0000:41:00.0"] }
] }`;

const SOURCES = { SYSFS, NODEDEV, LSTOPO, JSON: JSON_FILE };

const devicesOf = ({ nodes }: HostTopology) =>
  [...nodes.values()].map(({ id, pciDevices }) => [id, pciDevices]);

const WANTED = [
  [0, ['0000:02:00.0']],
  [1, ['0000:41:00.0', '0000:41:00.1']],
];

describe('the nodes of PCI devices', () => {
  for (const [name, text] of Object.entries(SOURCES))
    it(`are told by ${name}`, () => {
      assert.deepEqual(devicesOf(hostOf(text)), WANTED);
    });

  it('survive our JSON', () => {
    assert.deepEqual(devicesOf(hostOf(hostJson(hostOf(LSTOPO)))), WANTED);
  });

  it('complete each other', () => {
    const some = hostOf(
      '{ "nodes": [{ "id": 1, "pciDevices": ["0000:81:00.0"] }], "partial": true }',
    );
    const { merged, contradictions } = mergeHosts([
      { name: 'a', topology: hostOf(LSTOPO) },
      { name: 'b', topology: some },
    ]);
    assert.deepEqual(contradictions, []);
    assert.deepEqual(merged?.nodes.get([...some.nodes.keys()][0] ?? assert.fail())?.pciDevices, [
      '0000:41:00.0',
      '0000:41:00.1',
      '0000:81:00.0',
    ]);
  });

  it('say nothing of which nodes there are', () => {
    for (const text of [SYSFS, NODEDEV]) assert.equal(hostOf(text).partial, true);
  });

  it('are refused in JSON where they are no addresses', () => {
    const { problems } = readHostFile('{ "nodes": [{ "id": 0, "pciDevices": ["eth0"] }] }', 'host');
    assert.equal(problems.length, 1);
  });

  it('have one spelling for an address', () => {
    assert.equal(readPciAddress('41:0.1'), '0000:41:00.1');
    assert.equal(readPciAddress('10000:e1:00.0'), '10000:e1:00.0');
    assert.equal(readPciAddress('0000:41:00.8'), undefined);
  });
});
