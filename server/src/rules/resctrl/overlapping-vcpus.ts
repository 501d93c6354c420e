import { mentionsOf } from '../../domain/setText.ts';
import { allocationsOf, resctrlGroupsOf, type ResctrlGroup } from '../resctrlGroups.ts';
import { domainRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'resctrl/overlapping-vcpus',
    severity: 'error',
    summary: 'A vCPU is in two groups of `<cachetune>` and `<memorytune>`',
    why: 'libvirt refuses the domain: a vCPU is in one group of the kernel’s. A `<cachetune>` and a `<memorytune>` may have the same vCPUs, all of them; two `<cachetune>` may not.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'none',
    since: '0.1.0',
    about: ['cachetune', 'memorytune'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const owners = new Map<number, ResctrlGroup>();
    for (const group of resctrlGroupsOf(domain) ?? []) {
      const { tune, kind, vcpus, key } = group;
      const taken = vcpus.filter((vcpu) => owners.has(vcpu));
      const [first] = taken;
      const earlier = first === undefined ? undefined : owners.get(first);
      if (earlier === undefined || tune.vcpus?.value === undefined) {
        // libvirt forgets a group that allocates nothing and watches nothing.
        if (allocationsOf(tune).length > 0 || tune.monitors.length > 0)
          for (const vcpu of vcpus) owners.set(vcpu, group);
        continue;
      }
      const related = [
        { range: earlier.tune.vcpus?.range ?? earlier.tune.source.name, message: 'here' },
      ];
      if (key !== earlier.key) {
        const [mention] = mentionsOf<number>(tune.vcpus.value, taken);
        yield {
          range: mention?.item.range ?? tune.vcpus.range,
          message: `${numbered('vCPU', taken)} ${verb(taken, 'is', 'are')} in another group already: groups have the same vCPUs or none in common`,
          related,
        };
      } else if (kind === 'cachetune')
        yield {
          range: tune.vcpus.range,
          message:
            'an earlier <cachetune> is for the same vCPUs: libvirt wants their caches in one',
          related,
        };
    }
  },
);
