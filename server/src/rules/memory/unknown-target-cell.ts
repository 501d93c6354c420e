import { removeElement } from '../../domain/edit.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

export default domainRule(
  {
    id: 'memory/unknown-target-cell',
    severity: 'error',
    summary: 'A memory device is for a guest cell that is not there',
    why: 'libvirt refuses the domain. The number in `<target><node>` is that of a guest cell, not of a host node.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ text, domain, versions }) {
    const { cells, maxMemory, memoryDevices } = domain;
    // Since 9.6 libvirt adds one cell to a guest that can grow (src/qemu/qemu_postparse.c qemuDomainDefNumaAutoAdd).
    const isAdded = maxMemory !== undefined && !isStatedBefore(versions.libvirt, [9, 6]);
    const count = cells.length > 0 ? cells.length : Number(isAdded);
    for (const { node } of memoryDevices) {
      const cell = node?.content?.value;
      if (node?.content === undefined || cell === undefined || cell < count) continue;
      const { range } = node.content;
      const right = count === 1 ? '0' : undefined;
      yield {
        range,
        message: `there is no guest cell ${cell}; the guest has ${count === 0 ? 'no cells' : countedFrom0('cell', count)}`,
        fixes:
          count === 0
            ? [{ title: 'Remove <node>', safe: false, edits: [removeElement(text, node)] }]
            : right === undefined
              ? []
              : [
                  {
                    title: `Change the cell to ${right}`,
                    safe: false,
                    edits: [{ range, newText: right }],
                  },
                ],
      };
    }
  },
);
