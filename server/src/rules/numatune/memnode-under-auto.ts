import { writeValue } from '../../domain/edit.ts';
import { memoryPolicy } from '../../domain/policy.ts';
import { rebound } from '../../domain/whatIf.ts';
import { memnodeRemoval } from '../memnodeFixes.ts';
import { offering, type Proposal } from '../modeFixes.ts';
import { domainRule, type DomainContext } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/memnode-under-auto',
    severity: 'error',
    summary: 'A `<memnode>` stands beside automatic placement of the memory',
    why: 'Under automatic placement numad chooses the nodes for the whole guest when it starts. libvirt refuses a domain that binds single cells beside that.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memnode'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    if (memoryPolicy(domain).kind !== 'auto') return;
    const { memory, memnodes = [] } = domain.numatune ?? {};
    const ofMemory = memory?.placement?.value === 'auto' ? memory.placement : undefined;
    const placement = ofMemory ?? domain.vcpu?.placement;
    const where = ofMemory === undefined ? "<vcpu placement='auto'>" : "<memory placement='auto'>";
    const offer = offering(context);
    for (const memnode of memnodes)
      yield {
        range: memnode.source.name,
        message: `<memnode> does not go with ${where}: numad chooses the nodes of the whole guest`,
        related:
          placement === undefined
            ? []
            : [{ range: placement.range, message: 'the automatic placement' }],
        fixes: offer(() => [memnodeRemoval(context, memnode), staticPlacement(context)]),
      };
  },
);

/** By hand instead of numad, where that leaves nothing open. */
function staticPlacement({ domain }: DomainContext): Proposal | undefined {
  const memory = domain.numatune?.memory;
  const title = "Change the placement to 'static'";
  if (memory?.placement?.value === 'auto')
    return memory.nodeset === undefined
      ? undefined
      : {
          fix: { title, safe: false, edits: writeValue(memory, 'placement', 'static') },
          after: rebound(domain, [memory], { placement: 'static' }),
        };
  const { vcpu } = domain;
  if (memory !== undefined || vcpu?.placement === undefined || vcpu.cpuset !== undefined)
    return undefined;
  return {
    fix: { title, safe: false, edits: writeValue(vcpu, 'placement', 'static') },
    after: { ...domain, vcpu: { ...vcpu, placement: undefined } },
  };
}
