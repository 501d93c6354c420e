import { element, optional, required, type ValueType, type VcpuId } from './define.ts';
import { unit } from './memory.ts';
import type { IdSet } from './values/idSet.ts';
import { guestCellId, positiveCount } from './values/numbers.ts';
import { guestVcpuSet } from './values/sets.ts';
import { sizeNumber } from './values/size.ts';
import { wholeNumber } from './values/wholeNumber.ts';
import { wordOf } from './values/word.ts';

const manual = 'cpu-model-and-topology';

/** libvirt src/conf/cpu_conf.c virCPUDefParseXML. */
export const topology = element({
  name: 'topology',
  doc: 'Sockets, dies, clusters, cores and threads that the guest sees; their product is the number of vCPUs.',
  manual,
  missing: 'cells/missing-attribute',
  attributes: {
    sockets: required(positiveCount, { doc: 'CPU sockets.', bad: 'cells/bad-number' }),
    dies: optional(positiveCount, { doc: 'Dies in each socket.', bad: 'cells/bad-number' }),
    clusters: optional(positiveCount, { doc: 'Clusters in each die.', bad: 'cells/bad-number' }),
    cores: required(positiveCount, { doc: 'Cores in each cluster.', bad: 'cells/bad-number' }),
    threads: required(positiveCount, { doc: 'Threads of each core.', bad: 'cells/bad-number' }),
  },
});

export const numa = element({
  name: 'numa',
  doc: 'The guest’s own NUMA cells: the topology that the guest sees.',
  manual,
  attributes: {},
  children: ['cell', 'interconnects'],
});

/** Guest vCPUs where a set from which everything is excluded is no fault: a cell without CPUs, say. */
export const vcpusOrNone: ValueType<IdSet<VcpuId>> = {
  ...guestVcpuSet,
  parse(text, place) {
    const parsed = guestVcpuSet.parse(text, place);
    if (parsed.value !== undefined || text.trim() === '') return parsed;
    // With one number more an empty result can be read, and what cannot be read still cannot.
    const more = guestVcpuSet.parse(`${text},0`, place);
    return more.value === undefined ? parsed : { value: NO_VCPUS, problems: [] };
  },
};

const NO_VCPUS: IdSet<VcpuId> = { items: [], values: [], size: 0, has: () => false };

/** libvirt src/conf/numa_conf.c virDomainNumaDefParseXML. */
export const cell = element({
  name: 'cell',
  doc: 'One guest NUMA cell: its vCPUs and its memory. Bind it to host nodes with `<memnode cellid=…>`.',
  manual,
  missing: 'cells/missing-attribute',
  usual: ['id', 'cpus', 'unit'],
  startsEmpty: true,
  attributes: {
    id: optional(guestCellId, {
      doc: 'The cell’s number; its position if left out. Ids run from 0 without a gap.',
      bad: 'cells/bad-number',
    }),
    cpus: optional(vcpusOrNone, {
      doc: 'The guest vCPUs of this cell. vCPUs in no cell go to cell 0.',
      bad: 'cells/bad-vcpu-set',
      since: 'optional since libvirt 6.6',
    }),
    memory: required(sizeNumber, { doc: 'The cell’s memory.', bad: 'memory/bad-size' }),
    unit,
    memAccess: optional(
      wordOf<'shared' | 'private'>('a memory access', 'How the cell’s memory is mapped.', {
        shared: '**shared**: another process (vhost-user, virtiofsd) can map it.',
        private: '**private**: QEMU alone has it.',
      }),
      { doc: 'How the cell’s memory is mapped.', bad: 'cells/bad-word' },
    ),
    discard: optional(
      wordOf<'yes' | 'no'>('a switch', 'Whether the content is thrown away at the end.', {
        yes: 'thrown away',
        no: 'kept',
      }),
      { doc: 'Whether file-backed content is thrown away when QEMU ends.', bad: 'cells/bad-word' },
    ),
  },
  children: ['distances', 'cache'],
});

export const distances = element({
  name: 'distances',
  doc: 'How far the guest believes the other cells to be.',
  manual,
  attributes: {},
  children: ['sibling'],
});

/** libvirt src/conf/numa_conf.c virDomainNumaDefNodeDistanceParseXML. */
export const sibling = element({
  name: 'sibling',
  doc: 'The distance to one guest cell: 10 to itself, 20 where nothing is said, 255 for unreachable.',
  manual,
  missing: 'cells/missing-attribute',
  attributes: {
    id: required(guestCellId, { doc: 'The other guest cell.', bad: 'cells/bad-number' }),
    value: required(
      wholeNumber<number>('a distance', 'A NUMA distance: 10 is local.', { min: 10, max: 255 }),
      { doc: '10 to 255.', bad: 'cells/bad-number' },
    ),
  },
});
