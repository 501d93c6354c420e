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
    const placement = domain.numatune?.memory?.placement;
    if (placement === undefined || !vcpusBecomeAuto(domain)) return;
    if (vcpu?.source.halfTyped === true) return;
    const isWritten = vcpu?.placement !== undefined;
    yield {
      ...(isWritten ? {} : { severity: 'information' as const }),
      range: vcpu?.placement?.range ?? vcpu?.source.name ?? placement.range,
      message: isWritten
        ? "'static' does not stay: nothing is pinned, so libvirt stores 'auto' as for the memory, and numad chooses the CPUs, too"
        : "nothing is pinned: libvirt will store <vcpu placement='auto'> as for the memory, and numad chooses the CPUs, too",
      related: [{ range: placement.range, message: 'the placement of the memory' }],
      fixes:
        vcpu === undefined
          ? []
          : [
              {
                title: "Write placement='auto' on <vcpu>, as libvirt will store it",
                safe: false,
                edits: writeValue(vcpu, 'placement', 'auto'),
              },
            ],
    };
  },
);
