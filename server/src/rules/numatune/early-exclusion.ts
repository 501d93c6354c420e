import { earlyExclusions } from '../earlyExclusions.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/early-exclusion',
    severity: 'warning',
    summary: 'A node set takes a node out before it puts it in, so that it stays in',
    why: 'libvirt reads a set from left to right: `^1,0-3` takes 1 out of nothing, and then puts 0 to 3 in.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const { numatune, memoryDevices, memoryBacking } = domain;
    const sets = [
      numatune?.memory?.nodeset,
      ...(numatune?.memnodes ?? []).map(({ nodeset }) => nodeset),
      ...memoryDevices.map(({ nodemask }) => nodemask?.content),
      ...(memoryBacking?.hugepages?.pages ?? []).map(({ nodeset }) => nodeset),
    ];
    for (const set of sets) yield* earlyExclusions(text, set);
  },
);
