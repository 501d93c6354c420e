import { removeAttribute, writeValue } from '../../domain/edit.ts';
import { memoryPlacement } from '../../domain/policy.ts';
import { rebound } from '../../domain/whatIf.ts';
import { offering } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/nodeset-under-auto',
    severity: 'warning',
    summary: 'Automatic placement throws the node set away',
    why: 'libvirt reads the node set, refuses a bad one, and then neither uses nor stores it: numad chooses the nodes when the guest starts.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    drivers: 'any',
  },
  function* (context) {
    const { domain, text } = context;
    const memory = domain.numatune?.memory;
    const nodeset = memory?.nodeset;
    if (memory === undefined || nodeset?.value === undefined) return;
    if (memoryPlacement(domain, memory) !== 'auto') return;
    yield {
      range: nodeset.range,
      message: `'${nodeset.text}' has no effect and is deleted: with placement 'auto' numad chooses the nodes`,
      related:
        memory.placement === undefined
          ? []
          : [{ range: memory.placement.range, message: 'the placement' }],
      fixes: offering(context)(() => [
        {
          fix: {
            title: "Change the placement to 'static': use these nodes",
            safe: false,
            edits: writeValue(memory, 'placement', 'static'),
          },
          after: rebound(domain, [memory], { placement: 'static' }),
        },
        {
          fix: {
            title: "Remove 'nodeset'",
            safe: false,
            edits: [removeAttribute(text, nodeset)],
          },
          after: domain,
        },
      ]),
    };
  },
);
