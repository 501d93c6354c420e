import { memoryPolicy, vcpuPlacement } from '../../domain/policy.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/auto-needs-numad',
    severity: 'information',
    summary: 'Automatic placement needs numad on the host',
    why: 'libvirt asks numad for nodes whenever the guest starts. Where numad is not installed, or libvirt was built without it, the guest does not start; where it is, the answer may be another at each start.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'none',
    since: '0.1.0',
  },
  function* ({ domain, host }) {
    const ofMemory = domain.numatune?.memory?.placement;
    const ofVcpu = domain.vcpu?.placement;
    const isAuto = vcpuPlacement(domain) === 'auto' || memoryPolicy(domain).kind === 'auto';
    const placement = ofVcpu?.value === 'auto' ? ofVcpu : ofMemory;
    // Whether numad is there may hang on a host that is not described: without a word of it this is only told.
    if (!isAuto || placement?.value !== 'auto' || host?.numad === true) return;
    yield host?.numad === false
      ? {
          severity: 'error',
          range: placement.range,
          message: `numad is to choose the nodes, and ${host.name} has no numad: the guest does not start`,
        }
      : {
          range: placement.range,
          message:
            'numad chooses the nodes at each start: without numad on the host the guest does not start',
        };
  },
);
