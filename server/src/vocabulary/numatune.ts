import { element, optional, required } from './define.ts';
import { memoryMode } from './values/memoryMode.ts';
import { guestCellId } from './values/numbers.ts';
import { memoryPlacement } from './values/placement.ts';
import { hostNodeSet } from './values/sets.ts';

export const numatune = element({
  name: 'numatune',
  doc: 'Where the guest’s memory comes from: host NUMA nodes and how strictly they bind.',
  manual: 'numa-node-tuning',
  attributes: {},
  children: ['memory', 'memnode'],
});

/** libvirt src/conf/numa_conf.c virDomainNumatuneParseXML. */
export const numatuneMemory = element({
  name: 'memory',
  doc: 'The host nodes for the guest’s whole memory, and how strictly they bind.',
  manual: 'numa-node-tuning',
  usual: ['mode', 'nodeset'],
  attributes: {
    mode: optional(memoryMode, {
      doc: 'How strictly the nodes bind. Left out, libvirt stores `strict`.',
      bad: 'numatune/bad-mode',
    }),
    nodeset: optional(hostNodeSet, {
      doc: 'The host nodes. Required unless the placement is automatic.',
      bad: 'numatune/bad-node-set',
    }),
    placement: optional(memoryPlacement, {
      doc: 'Nodes by hand (`static`) or by numad (`auto`). Left out: `static` with a nodeset, else as `<vcpu placement>`.',
      bad: 'numatune/bad-placement',
    }),
  },
});

/** libvirt src/conf/numa_conf.c virDomainNumatuneNodeParseXML. */
export const memnode = element({
  name: 'memnode',
  doc: 'The host nodes for one guest NUMA cell.',
  manual: 'numa-node-tuning',
  missing: 'numatune/missing-attribute',
  usual: ['mode'],
  attributes: {
    cellid: required(guestCellId, { doc: 'The guest cell.', bad: 'numatune/bad-cell-id' }),
    mode: optional(memoryMode, {
      doc: 'How strictly the nodes bind this cell. Left out, libvirt stores `strict`, whatever `<memory>` says.',
      bad: 'numatune/bad-mode',
    }),
    nodeset: required(hostNodeSet, {
      doc: 'The host nodes for this cell.',
      bad: 'numatune/bad-node-set',
    }),
  },
});
