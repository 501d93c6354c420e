import { hostNodeSetsOf } from '../../domain/policy.ts';
import { rebound } from '../../domain/whatIf.ts';
import type { NodeId } from '../../host/topology.ts';
import { harmless } from '../../placement/hazards.ts';
import { earlyExclusions, hasSeveral } from '../earlyExclusions.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/early-exclusion',
    severity: 'warning',
    summary: 'A node set takes a node out before it puts it in, so that it stays in',
    why: 'libvirt reads a set from left to right: `^1,0-2` takes node 1 out of nothing, and then puts nodes 0 to 2 in.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune', 'nodemask'],
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    const isHarmless = harmless(context);
    for (const { nodeset, from } of hostNodeSetsOf(domain))
      if (hasSeveral(nodeset))
        yield* earlyExclusions(text, nodeset, (nodes) =>
          isHarmless(rebound(domain, [from], { nodes: nodes as readonly NodeId[] })),
        );
  },
);
