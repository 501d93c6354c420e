import { removeElement } from '../../domain/edit.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { mentionsOf, NUMBERS_LIMIT, reaches } from '../../domain/setText.ts';
import { domainRule } from '../rule.ts';
import { withoutIds } from '../schedulerFixes.ts';
import { countedFrom0, numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/unknown-vcpu',
    severity: 'error',
    summary: '`<vcpus>` or a `<vcpusched>` names a vCPU that the guest does not have',
    why: 'libvirt refuses the domain. vCPUs are counted from 0, up to the number in `<vcpu>`, that not included.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    const count = vcpuCountOf(domain);
    if (count === undefined) return;
    const has = `the guest has ${countedFrom0('vCPU', count)}`;
    const related =
      domain.vcpu?.content === undefined
        ? []
        : [{ range: domain.vcpu.content.range, message: 'the number of vCPUs' }];
    for (const state of domain.vcpuStates) {
      const { id } = state;
      if (id?.value === undefined || id.value < count) continue;
      const title = 'Remove its state';
      yield {
        range: id.range,
        message: `there is no vCPU ${id.value}; ${has}`,
        related,
        fixes: [{ title, safe: false, edits: [removeElement(text, state)] }],
      };
    }
    let numbers = 0;
    for (const sched of domain.vcpuscheds) {
      const set = sched.vcpus?.value;
      if (sched.vcpus === undefined || set === undefined || !reaches(set, count)) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const absent = set.values.filter((id) => id >= count);
      const fix = withoutIds(context, sched, sched.vcpus, new Set(absent), 'vCPU');
      for (const { item, ids } of mentionsOf(set, absent))
        yield {
          range: item.range,
          message: `there ${verb(ids, 'is', 'are')} no ${numbered('vCPU', ids)}; ${has}`,
          related,
          fixes: [fix],
        };
    }
  },
);
