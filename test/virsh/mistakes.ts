/** One NUMA mistake, or one thing that looks like a mistake and is none. */
export interface Mistake {
  readonly name: string;
  /** What stands in `<domain>` besides name and os; `<memory>` and `<vcpu>` are added where it has none. */
  readonly body: string;
  /** Why virsh's test driver and we may judge differently; without it, both must refuse or both accept. */
  readonly differs?: string;
}

const CELLS =
  "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>";
export const QEMU = "only libvirt's qemu driver checks it, at define";
export const START = 'only found when the guest is started';
export const SCHEMA =
  'the schema that --validate asks is stricter than the parser: plain define takes it';

export const MISTAKES: readonly Mistake[] = [
  { name: 'nothing wrong', body: "<numatune><memory mode='strict' nodeset='0'/></numatune>" },
  { name: 'mode unknown', body: "<numatune><memory mode='strickt' nodeset='0'/></numatune>" },
  { name: 'mode in capitals', body: "<numatune><memory mode='Strict' nodeset='0'/></numatune>" },
  { name: 'placement unknown', body: "<numatune><memory placement='manual'/></numatune>" },
  {
    name: 'node set with a letter',
    body: "<numatune><memory mode='strict' nodeset='0,a'/></numatune>",
  },
  {
    name: 'node set descending',
    body: "<numatune><memory mode='strict' nodeset='3-1'/></numatune>",
  },
  { name: 'node set empty', body: "<numatune><memory mode='strict' nodeset=''/></numatune>" },
  {
    name: 'node set taken back',
    body: "<numatune><memory mode='strict' nodeset='0,^0'/></numatune>",
  },
  {
    name: 'node set too large',
    body: "<numatune><memory mode='strict' nodeset='16384'/></numatune>",
  },
  {
    name: 'node set of ranges and exclusions',
    body: "<numatune><memory mode='strict' nodeset='0-3,^2,8'/></numatune>",
  },
  { name: 'static without a node set', body: "<numatune><memory mode='strict'/></numatune>" },
  {
    name: 'two numatunes',
    body: "<numatune><memory nodeset='0'/></numatune><numatune><memory nodeset='1'/></numatune>",
  },
  {
    name: 'memnode without cells',
    body: "<numatune><memory mode='strict' nodeset='0'/><memnode cellid='0' mode='strict' nodeset='0'/></numatune>",
  },
  {
    name: 'memnode for an absent cell',
    body: `<numatune><memnode cellid='2' mode='strict' nodeset='0'/></numatune>${CELLS}`,
  },
  {
    name: 'memnode twice',
    body: `<numatune><memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='0' mode='strict' nodeset='1'/></numatune>${CELLS}`,
  },
  {
    name: 'memnode without a node set',
    body: `<numatune><memnode cellid='0' mode='strict'/></numatune>${CELLS}`,
  },
  {
    name: 'memnode without a cell id',
    body: `<numatune><memnode mode='strict' nodeset='0'/></numatune>${CELLS}`,
  },
  {
    name: 'memnode under automatic placement',
    body: `<numatune><memory mode='strict' placement='auto'/><memnode cellid='0' mode='strict' nodeset='0'/></numatune>${CELLS}`,
  },
  {
    name: 'memnodes as they should be',
    body: `<numatune><memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='1' mode='preferred' nodeset='1'/></numatune>${CELLS}`,
  },
  {
    name: 'memnode mode unknown',
    body: `<numatune><memnode cellid='0' mode='bind' nodeset='0'/></numatune>${CELLS}`,
  },
  {
    name: 'memnode mode omitted',
    body: `<numatune><memnode cellid='0' nodeset='0'/></numatune>${CELLS}`,
    differs: SCHEMA,
  },
  { name: 'numa without a cell', body: '<cpu><numa/></cpu>' },
  {
    name: 'cell ids with a hole',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='2' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>",
  },
  {
    name: 'cell id twice',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='0' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>",
  },
  {
    name: 'vCPU in two cells',
    body: "<cpu><numa><cell id='0' cpus='0-2' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>",
  },
  {
    name: 'cell with more vCPUs than the guest',
    body: "<cpu><numa><cell id='0' cpus='0-7' memory='1' unit='GiB'/></numa></cpu>",
  },
  { name: 'cell without memory', body: "<cpu><numa><cell id='0' cpus='0-3'/></numa></cpu>" },
  {
    name: 'cell with an unknown unit',
    body: "<cpu><numa><cell id='0' cpus='0-3' memory='1' unit='Gigs'/></numa></cpu>",
  },
  {
    name: 'distance to an absent cell',
    body: "<cpu><numa><cell id='0' cpus='0-3' memory='1' unit='GiB'><distances><sibling id='3' value='20'/></distances></cell></numa></cpu>",
  },
  {
    name: 'distance below ten',
    body: "<cpu><numa><cell id='0' cpus='0-3' memory='1' unit='GiB'><distances><sibling id='0' value='9'/></distances></cell></numa></cpu>",
  },
  { name: 'vcpu no number', body: '<vcpu>four</vcpu>' },
  { name: 'more vCPUs online than there are', body: "<vcpu current='8'>4</vcpu>" },
  { name: 'CPU set with a letter', body: "<vcpu cpuset='0-x'>4</vcpu>" },
  {
    name: 'vCPU pinned twice',
    body: "<cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='0' cpuset='1'/></cputune>",
  },
  { name: 'pin without a CPU set', body: "<cputune><vcpupin vcpu='0'/></cputune>" },
  {
    name: 'pin of an absent vCPU',
    body: "<cputune><vcpupin vcpu='9' cpuset='0'/></cputune>",
  },
  {
    name: 'pin of an absent iothread',
    body: "<iothreads>1</iothreads><cputune><iothreadpin iothread='2' cpuset='0'/></cputune>",
  },
  {
    name: 'two emulatorpins',
    body: "<cputune><emulatorpin cpuset='0'/><emulatorpin cpuset='1'/></cputune>",
  },
  {
    name: 'topology of other size',
    body: "<cpu><topology sockets='1' cores='3' threads='1'/></cpu>",
    differs: QEMU,
  },
  { name: 'memory no number', body: '<memory>lots</memory>' },
  { name: 'memory with an unknown unit', body: "<memory unit='gigs'>1</memory>" },
  { name: 'maximum below memory', body: "<maxMemory slots='1' unit='MiB'>512</maxMemory>" },
  { name: 'slots without a maximum', body: "<maxMemory slots='16'/>" },
  {
    name: 'page size zero',
    body: "<memoryBacking><hugepages><page size='0'/></hugepages></memoryBacking>",
  },
  {
    name: 'page for an absent cell',
    body: `<memoryBacking><hugepages><page size='2' unit='MiB' nodeset='4'/></hugepages></memoryBacking>${CELLS}`,
  },
  {
    name: 'two pages for one cell',
    body: `<memoryBacking><hugepages><page size='2' unit='MiB' nodeset='0'/><page size='1' unit='GiB' nodeset='0-1'/></hugepages></memoryBacking>${CELLS}`,
  },
  {
    name: 'huge pages on demand',
    body: "<memoryBacking><hugepages/><allocation mode='ondemand'/></memoryBacking>",
    differs: QEMU,
  },
  {
    name: 'huge pages from anonymous memory',
    body: "<memoryBacking><hugepages/><source type='anonymous'/></memoryBacking>",
    differs: QEMU,
  },
  {
    name: 'cell without memory at all',
    body: "<cpu><numa><cell id='0' cpus='0-3' memory='0'/></numa></cpu>",
    differs: START,
  },
  {
    name: 'memory-side cache as it should be',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/><latency initiator='0' target='0' cache='1' type='access' value='10'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache level four',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='4' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache level zero',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='0' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache level twice',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache associativity unknown',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='partial' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache policy unknown',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='lazy'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache without a policy',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='none'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache without a size',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache without a line',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='KiB'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'cache on a cell of which nothing is told',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>",
    differs: START,
  },
  {
    name: 'bandwidth of odd size',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='1500' unit='KiB'/></interconnects></numa></cpu>",
    differs: START,
  },
  {
    name: 'latency from an absent cell',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='2' target='0' type='access' value='5'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency to an absent cell',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='2' type='access' value='5'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency from a cell without vCPUs',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' memory='1' unit='GiB'/><interconnects><latency initiator='1' target='0' type='access' value='5'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency of type none',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='none' value='5'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency without a value',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access'/></interconnects></numa></cpu>",
  },
  {
    name: 'bandwidth without a value',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><bandwidth initiator='0' target='0' type='access' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency of a cache that is not there',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/><latency initiator='0' target='0' cache='2' type='access' value='10'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency told twice',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='5'/><latency initiator='0' target='0' type='access' value='5'/></interconnects></numa></cpu>",
  },
  {
    name: 'link told in both directions',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='1' type='access' value='5'/><bandwidth initiator='1' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  {
    name: 'latency of nothing',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/><interconnects><latency initiator='0' target='0' type='access' value='0'/></interconnects></numa></cpu>",
  },
  {
    name: 'groups as they should be',
    body: "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/><cache id='1' level='3' type='both' size='3' unit='MiB'/><monitor level='3' vcpus='0'/></cachetune><memorytune vcpus='0-1'><node id='0' bandwidth='50'/></memorytune><memorytune vcpus='2'><node id='0' bandwidth='50'/></memorytune></cputune>",
  },
  {
    name: 'group without vCPUs',
    body: "<cputune><cachetune><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'group with bad vCPUs',
    body: "<cputune><cachetune vcpus='0-x'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'group of absent vCPUs',
    body: "<cputune><cachetune vcpus='8-9'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'two cachetunes of the same vCPUs',
    body: "<cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune><cachetune vcpus='0'><cache id='1' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'groups that overlap',
    body: "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune><memorytune vcpus='1'><node id='0' bandwidth='50'/></memorytune></cputune>",
  },
  {
    name: 'cache without an id',
    body: "<cputune><cachetune vcpus='0'><cache level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'cache type unknown',
    body: "<cputune><cachetune vcpus='0'><cache id='0' level='3' type='all' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'cache without a size to tune',
    body: "<cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' /></cachetune></cputune>",
  },
  {
    name: 'cache both and code',
    body: "<cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' size='3' unit='MiB'/><cache id='0' level='3' type='code' size='3' unit='MiB'/></cachetune></cputune>",
  },
  {
    name: 'monitor of cache level two',
    body: "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/><monitor level='2' vcpus='0'/></cachetune></cputune>",
  },
  {
    name: 'monitor of absent vCPUs',
    body: "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/><monitor level='3' vcpus='9'/></cachetune></cputune>",
  },
  {
    name: 'monitor of vCPUs of another group',
    body: "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/><monitor level='3' vcpus='2'/></cachetune></cputune>",
  },
  {
    name: 'two monitors of the same vCPUs',
    body: "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/><monitor level='3' vcpus='0'/><monitor level='3' vcpus='0'/></cachetune></cputune>",
  },
  {
    name: 'monitors that overlap',
    body: "<cputune><cachetune vcpus='0-2'><cache id='0' level='3' type='both' size='3' unit='MiB'/><monitor level='3' vcpus='0-1'/><monitor level='3' vcpus='1-2'/></cachetune></cputune>",
  },
  {
    name: 'monitors of a whole group and a part',
    body: "<cputune><cachetune vcpus='0-2'><cache id='0' level='3' type='both' size='3' unit='MiB'/><monitor level='3' vcpus='0-2'/><monitor level='3' vcpus='0'/></cachetune></cputune>",
  },
  {
    name: 'controller twice',
    body: "<cputune><memorytune vcpus='0'><node id='0' bandwidth='50'/><node id='0' bandwidth='50'/></memorytune></cputune>",
  },
  {
    name: 'controller without a bandwidth',
    body: "<cputune><memorytune vcpus='0'><node id='0'/></memorytune></cputune>",
  },
  {
    name: 'node of the first PCI controller',
    body: "<devices><controller type='pci' index='0' model='pci-root'><target index='0'><node>0</node></target></controller></devices>",
  },
  {
    name: 'node of a PCI bus below zero',
    body: "<devices><controller type='pci' index='1' model='pcie-expander-bus'><target busNr='254'><node>-1</node></target></controller></devices>",
  },
  {
    name: 'node of a PCI bus is no number',
    body: "<devices><controller type='pci' index='1' model='pcie-expander-bus'><target busNr='254'><node>one</node></target></controller></devices>",
  },
  {
    name: 'node of a PCI bus is no cell',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu><devices><controller type='pci' index='1' model='pcie-expander-bus'><target busNr='254'><node>4</node></target></controller></devices>",
    differs: QEMU,
  },
  {
    name: 'node of a root port',
    body: "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu><devices><controller type='pci' index='1' model='pcie-root-port'><target chassis='1' port='0x8'><node>0</node></target></controller></devices>",
    differs: QEMU,
  },
  {
    name: 'memory device with a part of another model',
    body: "<maxMemory slots='2' unit='GiB'>4</maxMemory><memory unit='GiB'>3</memory><cpu><numa><cell id='0' cpus='0-3' memory='2' unit='GiB'/></numa></cpu><features><acpi/></features><devices><memory model='dimm'><target><size unit='GiB'>1</size><node>0</node><requested unit='MiB'>2</requested></target></memory></devices>",
  },
  {
    name: 'cache size in MiB, which is read as KiB',
    body: "<cpu><numa><cell id='0' cpus='0-3' memory='2' unit='GiB'><cache level='1' associativity='direct' policy='writeback'><size value='10' unit='MiB'/><line value='8' unit='B'/></cache></cell><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
];
