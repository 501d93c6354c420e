import { writeValue } from '../../domain/edit.ts';
import { vcpusBecomeAuto } from '../../domain/pins.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/vcpus-become-auto',
    severity: 'warning',
    summary: 'Automatic placement of the memory turns static placement of the vCPUs into automatic',
    why: "Where nothing is pinned, libvirt stores `<vcpu placement='auto'>` beside `<memory placement='auto'>`, also where static was written: the vCPUs then run on the CPUs of the nodes that numad chooses.",
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const { vcpu } = domain;
    const memory = domain.numatune?.memory;
    if (memory?.placement === undefined || vcpu?.placement === undefined) return;
    if (!vcpusBecomeAuto(domain)) return;
    yield {
      range: vcpu.placement.range,
      message:
        "'static' does not stay: nothing is pinned, so libvirt stores 'auto' as for the memory, and numad chooses the CPUs, too",
      related: [{ range: memory.placement.range, message: 'the placement of the memory' }],
      fixes: [
        {
          title: "Write placement='auto' on <vcpu>, as libvirt will store it",
          safe: false,
          edits: writeValue(vcpu, 'placement', 'auto'),
        },
      ],
    };
  },
);
