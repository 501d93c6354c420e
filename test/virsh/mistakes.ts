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
const QEMU = "only libvirt's qemu driver checks it, at define";
const START = 'only found when the guest is started';
const SCHEMA = 'the schema that --validate asks is stricter than the parser: plain define takes it';

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
];
