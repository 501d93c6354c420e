import { allocationsOf, resctrlGroupsOf } from '../resctrlGroups.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'resctrl/needs-kvm',
    severity: 'error',
    summary: 'Caches or memory bandwidth are divided for a guest that is no KVM guest',
    why: 'libvirt refuses the domain: only KVM’s vCPUs are threads that the kernel can put into a group.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cachetune', 'memorytune'],
  },
  function* ({ domain }) {
    if (domain.type !== 'qemu') return;
    const groups = resctrlGroupsOf(domain) ?? [];
    const first = groups.find(
      ({ tune }) => allocationsOf(tune).length > 0 || tune.monitors.length > 0,
    );
    const type = domain.source.attributes.get('type')?.value;
    if (first === undefined) return;
    yield {
      range: first.tune.source.name,
      message: `<${first.kind}> is for KVM guests only, and this domain is of type 'qemu'`,
      fixes:
        type === undefined
          ? []
          : [
              {
                title: "Change the domain's type to 'kvm'",
                safe: false,
                edits: [{ range: type.range, newText: 'kvm' }],
              },
            ],
    };
  },
);
