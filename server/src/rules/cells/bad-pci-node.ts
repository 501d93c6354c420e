import { architectureOf, isPpc64 } from '../../domain/guestMachine.ts';
import { removeElement } from '../../domain/edit.ts';
import type { PciController } from '../../domain/model.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

export default domainRule(
  {
    id: 'cells/bad-pci-node',
    severity: 'error',
    summary: 'A PCI controller belongs to a guest cell that is not there, or cannot belong to any',
    why: 'libvirt refuses the domain. Only expander buses, and on pseries further host bridges, belong to a cell; the number is that of a guest cell, not of a host node.',
    reference: 'https://libvirt.org/formatdomain.html#controllers',
    fix: 'suggested',
    since: '0.1.0',
    about: ['controller'],
  },
  function* ({ text, domain, versions }) {
    const { cells, maxMemory } = domain;
    // Since 9.6 libvirt adds one cell to a guest that can grow (src/qemu/qemu_postparse.c qemuDomainDefNumaAutoAdd).
    const isAdded = maxMemory !== undefined && !isStatedBefore(versions.libvirt, [9, 6]);
    const count = cells.length > 0 ? cells.length : Number(isAdded);
    const canBeHostBridge = isPpc64(architectureOf(domain) ?? 'ppc64');
    for (const bus of domain.pciControllers) {
      const node = bus.node?.content;
      if (node?.value === undefined || bus.node === undefined) continue;
      const message =
        unableReason(bus, canBeHostBridge) ??
        (node.value < count
          ? undefined
          : `there is no guest cell ${node.value}; the guest has ${count === 0 ? 'no cells' : countedFrom0('cell', count)}`);
      if (message === undefined) continue;
      yield {
        range: node.range,
        message,
        fixes: [{ title: 'Remove <node>', safe: false, edits: [removeElement(text, bus.node)] }],
      };
    }
  },
);

const WITHOUT_CELL: ReadonlySet<string> = new Set([
  'pcie-root',
  'pci-bridge',
  'dmi-to-pci-bridge',
  'pcie-to-pci-bridge',
  'pcie-root-port',
  'pcie-switch-upstream-port',
  'pcie-switch-downstream-port',
]);

/** libvirt src/conf/domain_validate.c virDomainControllerDefValidate, src/qemu/qemu_validate.c qemuValidateDomainDeviceDefControllerPCI. */
function unableReason(
  { index, model }: PciController,
  canBeHostBridge: boolean,
): string | undefined {
  if (/^\s*\+?0+$/.test(index?.text ?? ''))
    return 'the PCI controller with index 0 belongs to no guest cell: it takes no <node>';
  const name = model?.value ?? '';
  if (!WITHOUT_CELL.has(name) && (name !== 'pci-root' || canBeHostBridge)) return undefined;
  return `a ${name} belongs to no guest cell: pcie-expander-bus and pci-expander-bus can`;
}
