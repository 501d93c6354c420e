import { pinsOf } from '../../domain/pins.ts';
import { earlyExclusions, hasSeveral } from '../earlyExclusions.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/early-exclusion',
    severity: 'warning',
    summary: 'A set takes a number out before it puts it in, so that it stays in',
    why: 'libvirt reads a set from left to right: `^3,0-5` takes 3 out of nothing, and then puts 0 to 5 in.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const { vcpuscheds, iothreadscheds, cells } = domain;
    const sets = [
      ...pinsOf(domain).map(({ cpuset }) => cpuset),
      ...vcpuscheds.map(({ vcpus }) => vcpus),
      ...iothreadscheds.map(({ iothreads }) => iothreads),
      ...cells.map(({ cpus }) => cpus),
    ];
    for (const set of sets) if (hasSeveral(set)) yield* earlyExclusions(text, set);
  },
);
