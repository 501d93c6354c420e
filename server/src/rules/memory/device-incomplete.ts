import { appendChildren } from '../../domain/edit.ts';
import { architectureOf, isPpc64 } from '../../domain/guestMachine.ts';
import type { MemoryDevice } from '../../domain/model.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/device-incomplete',
    severity: 'error',
    summary: 'A memory device lacks an element that its model needs',
    why: 'libvirt refuses the domain: every device has a target with a size, an nvdimm and a virtio-pmem have a path, a virtio-mem has a block size.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* (context) {
    const arch = architectureOf(context.domain);
    for (const device of context.domain.memoryDevices) yield* lacksOf(device, context.text, arch);
  },
);

function* lacksOf(device: MemoryDevice, text: string, arch: string | undefined): Iterable<Report> {
  const { source, target, size, path, labelSize, block } = device;
  const model = device.model?.value;
  const name = model ?? 'memory device';
  if (device.source.halfTyped) return;
  if (target === undefined) {
    yield {
      range: source.name,
      message: `the ${name} has no <target>: its size stands there, and the guest cell`,
    };
    return;
  }
  if (size?.content === undefined)
    yield {
      range: size?.source.name ?? target.source.name,
      message: `the ${name} has no size: write it as <size unit='MiB'> in <target>`,
    };
  if ((model === 'nvdimm' || model === 'virtio-pmem') && path?.content === undefined)
    yield {
      range: path?.source.name ?? source.name,
      message: `the ${name} has no <path> in <source>: a file of the host must back it`,
    };
  if (model === 'nvdimm' && isPpc64(arch) && labelSize?.content === undefined)
    yield {
      range: source.name,
      message: 'the nvdimm has no <label> with a size: pseries needs it',
    };
  if (model === 'virtio-mem' && block?.content === undefined)
    yield {
      range: block?.source.name ?? target.source.name,
      message:
        'the virtio-mem has no <block>: libvirt takes that for 0, which is no power of two, and refuses it',
      fixes:
        block === undefined
          ? [
              {
                title: 'Add a block size of 2 MiB',
                safe: false,
                edits: [appendChildren(text, target, ["<block unit='MiB'>2</block>"])],
              },
            ]
          : [],
    };
}
