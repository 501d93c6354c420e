import { element, optional, required, type ValueType } from './define.ts';
import { unit } from './memory.ts';
import { anyText } from './values/anyText.ts';
import { guestUuid } from './values/guestUuid.ts';
import { hexAddress } from './values/hexAddress.ts';
import { count, guestCellId, pageSizeSuggestions } from './values/numbers.ts';
import { hostNodeSet } from './values/sets.ts';
import { sizeNumber } from './values/size.ts';
import { wordOf } from './values/word.ts';

const pageSizeNumber: ValueType<bigint> = {
  ...sizeNumber,
  suggest: ({ host }) => (host === undefined ? [] : pageSizeSuggestions(host)),
};

const manual = 'memory-devices';

const yesOrNo = wordOf<'yes' | 'no'>('a switch', 'Yes or no.', { yes: 'yes', no: 'no' });

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
    access: optional(
      wordOf<'shared' | 'private'>('a memory access', 'How the memory is mapped.', {
        shared: '**shared**: changes reach the file, and other processes can map it.',
        private: '**private**: changes stay with this guest.',
      }),
      { doc: 'Shared or private; else as `<memoryBacking>` says.', bad: 'memory/bad-word' },
    ),
    discard: optional(yesOrNo, {
      doc: 'Whether the content may be thrown away when QEMU ends.',
      bad: 'memory/bad-word',
    }),
  },
  children: ['source', 'target', 'uuid', 'address', 'alias'],
});

export const deviceSource = element({
  name: 'source',
  doc: 'Where the device’s memory comes from on the host.',
  manual,
  attributes: {},
  children: ['pagesize', 'nodemask', 'path', 'alignsize', 'pmem'],
});

export const deviceTarget = element({
  name: 'target',
  doc: 'What the guest sees: the size and the guest cell.',
  manual,
  attributes: {
    dynamicMemslots: optional(yesOrNo, {
      doc: 'Of virtio-mem: whether QEMU’s memory slots are taken as they are needed.',
      bad: 'memory/bad-word',
      since: 'libvirt 10.1',
    }),
  },
  children: ['size', 'node', 'label', 'readonly', 'block', 'requested', 'current', 'address'],
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

/** A size below the device: its number as content, KiB without a unit. */
const part = (name: string, doc: string) =>
  element({
    name,
    doc,
    manual,
    usual: ['unit'],
    attributes: { unit },
    content: { type: sizeNumber, doc: 'The size.', bad: 'memory/bad-size' },
  });

export const devicePath = element({
  name: 'path',
  doc: 'The file or device on the host that backs an `nvdimm` or a `virtio-pmem`.',
  manual,
  attributes: {},
  content: {
    type: anyText('a path', 'A path on the host.'),
    doc: 'A path on the host.',
    bad: 'memory/bad-word',
  },
});

export const deviceAlignsize = part(
  'alignsize',
  'The alignment of an `nvdimm`’s mapping, where the file’s own (such as DAX devices’ 2 MiB) asks for more.',
);

export const devicePmem = element({
  name: 'pmem',
  doc: 'The file of this `nvdimm` is persistent memory: QEMU makes sure that writes persist.',
  manual,
  attributes: {},
});

export const deviceLabel = element({
  name: 'label',
  doc: 'The label area at the end of an `nvdimm`, part of its size.',
  manual,
  attributes: {},
  children: ['size'],
});

export const deviceLabelSize = part(
  'size',
  'The size of the label area: 128 KiB or more, and less than the device’s.',
);

export const deviceReadonly = element({
  name: 'readonly',
  doc: 'The guest cannot write to this `nvdimm`.',
  manual,
  attributes: {},
});

export const deviceBlock = part(
  'block',
  'The step in which a `virtio-mem` grows and shrinks: a power of two, not below the host’s transparent huge page, 2 MiB on x86.',
);

export const deviceRequested = part(
  'requested',
  'What the guest is asked to use of a `virtio-mem`: whole blocks, at most its size.',
);

export const deviceCurrent = part(
  'current',
  'What the guest uses of a `virtio-mem` now. libvirt writes it and does not read it.',
);

export const targetAddress = element({
  name: 'address',
  doc: 'Where a `virtio-mem` or `virtio-pmem` lies in the guest’s memory.',
  manual,
  usual: ['base'],
  attributes: {
    base: optional(hexAddress, { doc: 'The first address.', bad: 'memory/bad-number' }),
  },
});

export const deviceUuid = element({
  name: 'uuid',
  doc: 'The identity of an `nvdimm`, on pseries guests only.',
  manual,
  attributes: {},
  content: { type: guestUuid, doc: 'A UUID.', bad: 'memory/bad-uuid' },
});

const plainNumber = anyText('a number', 'A number.');
const place = (doc: string) => optional(plainNumber, { doc, bad: 'memory/bad-number' });

/** The address of any kind; of type dimm it is read by `dimmAddress`. */
export const deviceAddress = element({
  name: 'address',
  doc: 'Where the device is plugged in: type `dimm` for modules, `pci` (or `ccw`) for virtio devices. libvirt fills it in.',
  manual,
  usual: ['type'],
  attributes: {
    type: optional(anyText('an address type', '`dimm`, `pci` or `ccw`.'), {
      doc: 'The kind of address.',
      bad: 'memory/bad-word',
    }),
    slot: place('The slot: of a DIMM from 0, below `slots` of `<maxMemory>`.'),
    base: place('Of a DIMM: its first address in the guest’s memory.'),
    domain: place('Of PCI: the domain.'),
    bus: place('Of PCI: the bus.'),
    function: place('Of PCI: the function.'),
    multifunction: place('Of PCI: whether the slot holds several functions.'),
    cssid: place('Of CCW: the channel subsystem.'),
    ssid: place('Of CCW: the subchannel set.'),
    devno: place('Of CCW: the device number.'),
  },
});

/** libvirt src/conf/domain_conf.c virDomainDeviceDimmAddressParseXML. */
export const dimmAddress = element({
  name: 'address',
  doc: 'The slot of a memory module.',
  manual,
  missing: 'memory/missing-attribute',
  attributes: {
    slot: required(count, { doc: 'The slot.', bad: 'memory/bad-number' }),
    base: optional(hexAddress, { doc: 'The first address.', bad: 'memory/bad-number' }),
  },
});

export const deviceAlias = element({
  name: 'alias',
  doc: 'The name by which libvirt and QEMU call the device.',
  manual,
  usual: ['name'],
  attributes: {
    name: optional(anyText('a name', 'A name; own ones begin with `ua-`.'), {
      doc: 'The name.',
      bad: 'memory/bad-word',
    }),
  },
});
