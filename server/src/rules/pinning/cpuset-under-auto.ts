import { removeAttribute, writeValue } from '../../domain/edit.ts';
import { vcpuPlacement } from '../../domain/policy.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/cpuset-under-auto',
    severity: 'warning',
    summary: 'Automatic placement of the vCPUs ignores their `cpuset`',
    why: 'With automatic placement libvirt neither reads nor keeps `cpuset`: it asks numad for host nodes when the guest starts.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const { vcpu, numatune } = domain;
    if (vcpu?.cpuset === undefined || vcpuPlacement(domain) !== 'auto') return;
    const remove = {
      title: "Remove 'cpuset'",
      safe: false,
      edits: [removeAttribute(text, vcpu.cpuset)],
    };
    const fix = {
      title: "Change the placement to 'static'",
      safe: false,
      edits: writeValue(vcpu, 'placement', 'static'),
    };
    yield {
      range: vcpu.cpuset.range,
      message: `'${vcpu.cpuset.text}' has no effect and is deleted: with placement 'auto' numad chooses the CPUs`,
      related:
        vcpu.placement === undefined
          ? []
          : [{ range: vcpu.placement.range, message: 'the placement' }],
      // With a <numatune> the memory's placement hangs on this one, too.
      fixes: numatune === undefined && vcpu.cpuset.value !== undefined ? [remove, fix] : [remove],
    };
  },
);
