import { dedicatedVcpus, type DedicatedVcpu } from '../../domain/dedicated.ts';
import { startsOnline } from '../../domain/vcpuStates.ts';
import type { CpuId } from '../../host/topology.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/shared-cpu',
    severity: 'warning',
    summary: 'Two vCPUs are pinned to one and the same host CPU',
    why: 'The two take turns: where the guest counts on running both at once, as with spin locks, each waits for the other.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'none',
    since: '0.1.0',
    about: ['vcpupin'],
  },
  function* ({ domain }) {
    const first = new Map<CpuId, DedicatedVcpu>();
    const runs = startsOnline(domain);
    for (const one of dedicatedVcpus(domain)) {
      if (!runs(one.vcpu)) continue;
      const earlier = first.get(one.cpu);
      if (earlier === undefined) {
        first.set(one.cpu, one);
        continue;
      }
      yield {
        range: one.cpuset.range,
        message: `vCPUs ${earlier.vcpu} and ${one.vcpu} have the host CPU ${one.cpu} together, and no other: they take turns`,
        related: [{ range: earlier.cpuset.range, message: `the pin of vCPU ${earlier.vcpu}` }],
      };
    }
  },
);
