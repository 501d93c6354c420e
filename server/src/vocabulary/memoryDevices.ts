import { element, required, type ValueType } from './define.ts';
import { unit } from './memory.ts';
import { guestCellId, pageSizeSuggestions } from './values/numbers.ts';
import { hostNodeSet } from './values/sets.ts';
import { sizeNumber } from './values/size.ts';
import { wordOf } from './values/word.ts';

const pageSizeNumber: ValueType<bigint> = {
  ...sizeNumber,
  suggest: ({ host }) => (host === undefined ? [] : pageSizeSuggestions(host)),
};

const manual = 'memory-devices';

/** libvirt src/conf/domain_conf.c virDomainMemoryDefParseXML. */
export const memoryDevice = element({
  name: 'memory',
  doc: 'A memory device: its size belongs to the guest’s `<memory>`.',
  manual,
  missing: 'memory/missing-attribute',
  attributes: {
    model: required(
      wordOf<'dimm' | 'nvdimm' | 'virtio-pmem' | 'virtio-mem' | 'sgx-epc'>(
        'a memory device model',
        'What kind of memory device it is.',
        {
          dimm: '**dimm**: a memory module that can be plugged in.',
          nvdimm: '**nvdimm**: persistent memory backed by a file.',
          'virtio-pmem': '**virtio-pmem**: paravirtual persistent memory.',
          'virtio-mem': '**virtio-mem**: paravirtual memory whose size can change in blocks.',
          'sgx-epc': '**sgx-epc**: an SGX enclave page cache section.',
        },
      ),
      { doc: 'The kind of device.', bad: 'memory/bad-word' },
    ),
  },
  children: ['source', 'target'],
});

export const deviceSource = element({
  name: 'source',
  doc: 'Where the device’s memory comes from on the host.',
  manual,
  attributes: {},
  children: ['pagesize', 'nodemask'],
});

export const deviceTarget = element({
  name: 'target',
  doc: 'What the guest sees: the size and the guest cell.',
  manual,
  attributes: {},
  children: ['size', 'node'],
});

export const deviceNodemask = element({
  name: 'nodemask',
  doc: 'The host nodes that give this device its memory.',
  manual,
  attributes: {},
  content: { type: hostNodeSet, doc: 'Host nodes.', bad: 'memory/bad-node-set' },
});

export const devicePagesize = element({
  name: 'pagesize',
  doc: 'The huge page size that backs this device.',
  manual,
  usual: ['unit'],
  attributes: { unit },
  content: { type: pageSizeNumber, doc: 'The page size.', bad: 'memory/bad-size' },
});

export const deviceSize = element({
  name: 'size',
  doc: 'The device’s size.',
  manual,
  usual: ['unit'],
  attributes: { unit },
  content: { type: sizeNumber, doc: 'The size.', bad: 'memory/bad-size' },
});

export const deviceNode = element({
  name: 'node',
  doc: 'The **guest cell** to which the device belongs.',
  manual,
  attributes: {},
  content: { type: guestCellId, doc: 'A guest cell.', bad: 'memory/bad-number' },
});
