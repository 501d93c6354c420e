import { writeValue } from '../../domain/edit.ts';
import { onlineVcpusOf } from '../../domain/vcpuStates.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/current-overruled',
    severity: 'information',
    summary: '`current` says another number of vCPUs than `<vcpus>`',
    why: 'Where `<vcpus>` lists vCPUs, libvirt counts those that are enabled, and stores their number as `current`.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'safe',
    since: '0.1.0',
    about: ['vcpus'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const { vcpu } = domain;
    const current = vcpu?.current;
    if (domain.vcpuStates.length === 0 || current?.value === undefined || vcpu === undefined)
      return;
    const online = onlineVcpusOf(domain);
    if (online === undefined || online === 0 || online === current.value) return;
    yield {
      range: current.range,
      message: `${online} vCPUs are online at start, as <vcpus> says: 'current' does not count beside it`,
      related: domain.vcpuStates.slice(0, 1).map(({ source }) => ({
        range: source.name,
        message: 'the state of single vCPUs',
      })),
      fixes: [
        {
          title: `Change 'current' to ${online}`,
          safe: true,
          edits: writeValue(vcpu, 'current', String(online)),
        },
      ],
    };
  },
);
