import { isPseries } from '../../domain/guestMachine.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { onlineVcpusOf } from '../../domain/vcpuStates.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/hotplug-granularity',
    severity: 'error',
    summary:
      'The vCPUs that are online do not fill their cores, on a machine that plugs in whole cores',
    why: 'On machines of type pseries vCPUs come by whole cores: libvirt refuses a number of online vCPUs that is no multiple of the threads of a core.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ domain }) {
    const threads = domain.topology?.threads;
    const online = onlineVcpusOf(domain);
    const count = vcpuCountOf(domain);
    if (threads?.value === undefined || online === undefined || count === undefined) return;
    if (!isPseries(domain) || online % threads.value === 0) return;
    const { current } = domain.vcpu ?? {};
    const more = Math.ceil(online / threads.value) * threads.value;
    const place = domain.vcpuStates.length > 0 ? undefined : current;
    yield {
      range: place?.range ?? domain.vcpu?.content?.range ?? threads.range,
      message: `${online} ${online === 1 ? 'vCPU does' : 'vCPUs do'} not fill cores of ${threads.value} threads: a pseries guest has whole cores`,
      related: [{ range: threads.range, message: 'the threads of a core' }],
      fixes:
        place === undefined || more > count
          ? []
          : [
              {
                title: `Start with ${more} vCPUs online`,
                safe: false,
                edits: [{ range: place.range, newText: String(more) }],
              },
            ],
    };
  },
);
