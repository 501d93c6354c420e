import { architectureOf, iommuOf, isX86, machineOf } from '../../domain/guestMachine.ts';
import { vcpuLimitOf } from '../../domain/machineLimits.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/too-many-for-machine',
    severity: 'error',
    summary: 'The guest has more vCPUs than its machine can have',
    why: 'libvirt refuses the domain. Each machine has a most, which QEMU states; on x86 more than 255 vCPUs need a q35 machine, and an IOMMU with extended interrupt mode. On q35 libvirt adds such an IOMMU by itself where there is none.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'none',
    since: '0.1.0',
  },
  function* ({ domain, versions }) {
    const count = vcpuCountOf(domain);
    const { vcpu } = domain;
    if (count === undefined || count <= LEAST || vcpu?.content === undefined) return;
    const machine = machineOf(domain);
    if (machine === undefined) return;
    const { range } = vcpu.content;
    const most = vcpuLimitOf(domain, versions);
    if (most !== undefined && count > most) {
      const can = most === 1 ? 'one vCPU' : `${most} vCPUs`;
      yield { range, message: `the machine '${machine}' has ${can} at most, and not ${count}` };
      return;
    }
    if (!isX86(architectureOf(domain)) || count <= MOST) return;
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

/** No machine is asked about fewer. */
const LEAST = 1;
/** libvirt src/qemu/qemu_validate.c QEMU_MAX_VCPUS_WITHOUT_EIM. */
const MOST = 255;
