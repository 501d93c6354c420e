import { removeElement } from '../../domain/edit.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/absent-vcpu',
    severity: 'warning',
    summary: 'A `<vcpupin>` pins a vCPU that the guest does not have',
    why: 'libvirt drops the pin from the stored XML without an error; a line in its log is all that tells of it.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'safe',
    since: '0.1.0',
    about: ['vcpupin'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const count = vcpuCountOf(domain);
    if (count === undefined) return;
    const has = countedFrom0('vCPU', count);
    for (const pin of domain.vcpupins) {
      if (pin.vcpu?.value === undefined || pin.vcpu.value < count) continue;
      yield {
        range: pin.vcpu.range,
        message: `there is no vCPU ${pin.vcpu.value}: the guest has ${has}, and libvirt drops this pin silently`,
        related:
          domain.vcpu?.content === undefined
            ? []
            : [{ range: domain.vcpu.content.range, message: 'the number of vCPUs' }],
        fixes: [{ title: 'Remove the pin', safe: true, edits: [removeElement(text, pin)] }],
      };
    }
  },
);
