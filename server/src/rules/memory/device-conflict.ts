import { roundedUp } from '../../domain/demand.ts';
import { removeElement } from '../../domain/edit.ts';
import type { MemoryDevice } from '../../domain/model.ts';
import type { Written } from '../../domain/read.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/device-conflict',
    severity: 'error',
    summary: 'Two memory devices have one slot, or overlapping addresses',
    why: 'libvirt refuses the domain.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ text, domain, versions }) {
    const slots = new Map<number, Written<number>>();
    const placed: Placed[] = [];
    for (const device of domain.memoryDevices) {
      const { model, dimmAddress, address, targetAddress } = device;
      const slot = dimmAddress?.slot;
      const isModule = model?.value === 'dimm' || model?.value === 'nvdimm';
      if (isModule && slot?.value !== undefined && address !== undefined) {
        const earlier = slots.get(slot.value);
        if (earlier === undefined) slots.set(slot.value, slot);
        else
          yield {
            range: slot.range,
            message: `slot ${slot.value} is taken by an earlier memory device`,
            related: [{ range: earlier.range, message: 'here' }],
            fixes: [
              {
                title: 'Remove the address: libvirt finds a free slot',
                safe: false,
                edits: [removeElement(text, address)],
              },
            ],
          };
      }
      const base = isModule ? dimmAddress?.base : targetAddress?.base;
      const size = mappedSize(device);
      if (base?.value === undefined || base.value === 0n || size === undefined) continue;
      placed.push({ base, start: base.value, end: base.value + size, isModule });
    }
    yield* overlaps(placed, isStatedBefore(versions.libvirt, [9, 8]));
  },
);

interface Placed {
  readonly base: Written<bigint>;
  readonly start: bigint;
  readonly end: bigint;
  readonly isModule: boolean;
}

/** Neighbours by address, so that the work stays linear in the devices. libvirt before 9.8 looks at modules alone. */
function* overlaps(placed: readonly Placed[], modulesOnly: boolean): Iterable<Report> {
  const sorted = placed
    .filter(({ isModule }) => isModule || !modulesOnly)
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  let last: Placed | undefined;
  for (const device of sorted) {
    if (last !== undefined && device.start < last.end)
      yield {
        range: device.base.range,
        message: `this address lies in another memory device, from 0x${last.start.toString(16)} to below 0x${last.end.toString(16)}`,
        related: [{ range: last.base.range, message: 'the other device' }],
      };
    if (last === undefined || device.end > last.end) last = device;
  }
}

/** An nvdimm's label, rounded up, is not mapped (libvirt src/conf/domain_validate.c virDomainMemoryGetMappedSize). */
function mappedSize({ model, size, labelSize, alignsize }: MemoryDevice): bigint | undefined {
  if (size?.bytes === undefined || model?.value !== 'nvdimm') return size?.bytes;
  const align = alignsize?.bytes ?? 0n;
  return size.bytes - roundedUp(labelSize?.bytes ?? 0n, align === 0n ? 4096n : align);
}
