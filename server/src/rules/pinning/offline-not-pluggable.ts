import { removeAttribute } from '../../domain/edit.ts';
import { vcpuStatusesOf } from '../../domain/vcpuStates.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/offline-not-pluggable',
    severity: 'error',
    summary: 'A vCPU is offline and cannot be plugged in',
    why: 'libvirt refuses the domain: such a vCPU could never run.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpus'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    for (const { id, isOnline, isPluggable, written } of vcpuStatusesOf(domain) ?? []) {
      const hotpluggable = written?.hotpluggable;
      if (isOnline || isPluggable || id === 0 || written === undefined) continue;
      yield {
        range: hotpluggable?.range ?? written.source.name,
        message: `vCPU ${id} is offline and cannot be plugged in: one of the two must be otherwise`,
        fixes: [
          ...(hotpluggable === undefined
            ? []
            : [
                {
                  title: "Remove 'hotpluggable'",
                  safe: false,
                  edits: [removeAttribute(text, hotpluggable)],
                },
              ]),
        ],
      };
    }
  },
);
