import { storedTotal } from '../../domain/demand.ts';
import { insertBefore } from '../../domain/edit.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/device-without-maximum',
    severity: 'error',
    summary: 'There is a memory device and no `<maxMemory>`',
    why: 'libvirt refuses the domain: memory devices are the room between `<memory>` and `<maxMemory>`.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ text, domain, versions }) {
    const { maxMemory, memory, memoryDevices, cells } = domain;
    const [first] = memoryDevices;
    if (first === undefined || first.source.halfTyped) return;
    if ((maxMemory?.slots?.value ?? 0) !== 0) return;
    if (maxMemory?.content !== undefined && maxMemory.bytes !== 0n) return;
    const total = storedTotal(domain);
    const modules = memoryDevices.filter(
      ({ model }) => model?.value === 'dimm' || model?.value === 'nvdimm',
    ).length;
    const slots = modules === 0 ? '' : ` slots='${modules}'`;
    // An older libvirt would then ask for a cell.
    const isEnough = cells.length > 0 || !isStatedBefore(versions.libvirt, [9, 6]);
    yield {
      range: first.source.name,
      message: 'a memory device needs <maxMemory>, the size that the guest can grow to',
      fixes:
        maxMemory !== undefined || memory === undefined || total === undefined || !isEnough
          ? []
          : [
              {
                title: `Add <maxMemory> with ${formatExactBytes(total)}`,
                safe: false,
                edits: [
                  insertBefore(text, memory, [
                    `<maxMemory${slots} unit='KiB'>${total / 1024n}</maxMemory>`,
                  ]),
                ],
              },
            ],
    };
  },
);
