import { removeAttribute, removeElement, writeValue } from '../../domain/edit.ts';
import { architectureOf, isPpc64 } from '../../domain/guestMachine.ts';
import type { MemoryDevice } from '../../domain/model.ts';
import { formatExactBytes } from '../../host/format.ts';
import type { Bytes } from '../../host/topology.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/device-option-refused',
    severity: 'error',
    summary: 'A memory device has an option that its model does not know',
    why: 'libvirt refuses the domain.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ domain, text }) {
    const arch = architectureOf(domain);
    for (const device of domain.memoryDevices) {
      yield* persistentOptions(device, text, arch);
      yield* addressOptions(device, text);
      yield* channelOptions(device, domain.memoryBacking?.hugepages?.pages[0]?.bytes);
    }
  },
);

/** libvirt src/conf/domain_validate.c virDomainMemoryDefValidate. */
function* persistentOptions(
  device: MemoryDevice,
  text: string,
  arch: string | undefined,
): Iterable<Report> {
  const { access, discard, node, uuid } = device;
  const model = device.model?.value;
  if (discard?.value === 'yes' && (model === 'nvdimm' || model === 'virtio-pmem'))
    yield {
      range: discard.range,
      message: `${model} has no discard: its content is to last`,
      fixes: [{ title: "Remove 'discard'", safe: false, edits: [removeAttribute(text, discard)] }],
    };
  if (model === 'virtio-pmem' && access?.value === 'private')
    yield {
      range: access.range,
      message: "virtio-pmem is always shared, not 'private'",
      fixes: [
        {
          title: "Change the access to 'shared'",
          safe: false,
          edits: writeValue(device, 'access', 'shared'),
        },
      ],
    };
  if (model === 'virtio-pmem' && node?.content !== undefined)
    yield {
      range: node.content.range,
      message: 'virtio-pmem belongs to no guest cell: it takes no <node>',
      fixes: [{ title: 'Remove <node>', safe: false, edits: [removeElement(text, node)] }],
    };
  if (model === 'nvdimm' && uuid?.content !== undefined && arch !== undefined && !isPpc64(arch))
    yield {
      range: uuid.content.range,
      message: `an nvdimm has a UUID on pseries only, not on ${arch}`,
      fixes: [{ title: 'Remove <uuid>', safe: false, edits: [removeElement(text, uuid)] }],
    };
}

const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  dimm: ['dimm'],
  nvdimm: ['dimm'],
  'virtio-pmem': ['pci'],
  'virtio-mem': ['pci', 'ccw'],
  'sgx-epc': [],
};

/** libvirt src/qemu/qemu_domain.c qemuDomainDefValidateMemoryHotplugDevice. */
function* addressOptions({ model, address }: MemoryDevice, text: string): Iterable<Report> {
  const right = ADDRESSES[model?.value ?? ''];
  const type = address?.type?.value;
  if (address?.type === undefined || right === undefined || type === undefined) return;
  if (right.includes(type) || !KINDS.has(type)) return;
  const words =
    right.length === 0 ? 'has no address' : `has an address of type ${right.join(' or ')}`;
  yield {
    range: address.type.range,
    message: `${/^s|^n/.test(model?.value ?? '') ? 'an' : 'a'} ${model?.value ?? 'device'} ${words}, not of type '${type}'`,
    fixes: [
      {
        title: 'Remove the address: libvirt finds one',
        safe: false,
        edits: [removeElement(text, address)],
      },
    ],
  };
}

/** Other words are no address at all, for which libvirt has another message. */
const KINDS = new Set(['pci', 'drive', 'usb', 'ccw', 'virtio-mmio', 'isa', 'dimm', 'spapr-vio']);

/** virtio-mem on s390 (libvirt src/qemu/qemu_validate.c qemuValidateDomainDeviceDefMemory). */
function* channelOptions(
  { model, address, node, pagesize }: MemoryDevice,
  boot: Bytes | undefined,
): Iterable<Report> {
  if (model?.value !== 'virtio-mem' || address?.type?.value !== 'ccw') return;
  const cell = node?.content;
  if (cell?.value !== undefined && cell.value !== 0)
    yield { range: cell.range, message: 'virtio-mem on ccw belongs to no guest cell but 0' };
  const size = pagesize?.bytes;
  if (pagesize?.content === undefined || size === undefined || size === 0n) return;
  if (boot !== undefined && size !== boot)
    yield {
      range: pagesize.content.range,
      message: `virtio-mem on ccw has the page size of the guest's other memory, ${formatExactBytes(boot)}, and no other`,
    };
}
