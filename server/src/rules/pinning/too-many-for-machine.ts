import { architectureOf, iommuOf, isX86, machineOf } from '../../domain/guestMachine.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/too-many-for-machine',
    severity: 'error',
    summary: 'A PC has more than 255 vCPUs without what that needs',
    why: 'libvirt refuses the domain: more than 255 vCPUs need a q35 machine, and an IOMMU with extended interrupt mode. On q35 libvirt adds such an IOMMU by itself where there is none.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'none',
    since: '0.1.0',
  },
  function* ({ domain, versions }) {
    const count = vcpuCountOf(domain);
    const { vcpu } = domain;
    if (count === undefined || count <= MOST || vcpu?.content === undefined) return;
    const machine = machineOf(domain);
    if (!isX86(architectureOf(domain)) || machine === undefined) return;
    const { range } = vcpu.content;
    if (!/^(?:q35$|pc-q35)/.test(machine)) {
      yield {
        range,
        message: `${count} vCPUs are too many for the machine '${machine}': more than ${MOST} need q35`,
      };
      return;
    }
    const iommu = iommuOf(domain);
    if (iommu === undefined || (iommu.model === 'intel' && iommu.eim !== 'off')) return;
    if (iommu.model === 'amd' && !isStatedBefore(versions.libvirt, [12, 2])) return;
    yield {
      range,
      message: `${count} vCPUs need an IOMMU with extended interrupt mode: the guest's has none`,
      related: [{ range: iommu.source.name, message: 'the IOMMU' }],
    };
  },
);

/** libvirt src/qemu/qemu_validate.c QEMU_MAX_VCPUS_WITHOUT_EIM. */
const MOST = 255;
