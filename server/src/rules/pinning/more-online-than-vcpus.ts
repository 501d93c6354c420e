import { writeValue } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/more-online-than-vcpus',
    severity: 'error',
    summary: 'More vCPUs are to be online at start than the guest has',
    why: 'libvirt refuses the domain: `current` says how many of the vCPUs are online, and the text of `<vcpu>` how many there are.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    const { vcpu } = domain;
    const { current, content } = vcpu ?? {};
    const online = current?.value;
    const most = content?.value;
    if (vcpu === undefined || online === undefined || most === undefined || online <= most) return;
    if (current === undefined || content === undefined) return;
    // Beside <vcpus> libvirt does not look at it.
    if (domain.vcpuStates.length > 0) return;
    yield {
      range: current.range,
      message: `${online} vCPUs cannot be online: the guest has ${most}`,
      related: [{ range: content.range, message: 'the number of vCPUs' }],
      fixes: [
        {
          title: `Start with all ${most} vCPUs online`,
          safe: false,
          edits: writeValue(vcpu, 'current', String(most)),
        },
        {
          title: `Give the guest ${online} vCPUs`,
          safe: false,
          edits: [{ range: content.range, newText: String(online) }],
        },
      ],
    };
  },
);
