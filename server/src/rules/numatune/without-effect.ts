import { removeElement, writeValue } from '../../domain/edit.ts';
import { memoryPolicy, vcpuPlacement } from '../../domain/policy.ts';
import { rebound } from '../../domain/whatIf.ts';
import { childElements } from '../../xml/walk.ts';
import { offering } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/without-effect',
    severity: 'information',
    summary: '`<numatune>` says nothing, and libvirt does not store it',
    why: 'Without mode, nodes and placement there is no policy: libvirt drops the empty elements, and the memory comes from any node of the host.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    const { numatune } = domain;
    if (numatune === undefined || numatune.memnodes.length > 0) return;
    if (memoryPolicy(domain).kind !== 'none') return;
    const { memory } = numatune;
    const others = childElements(numatune.element).length - (memory === undefined ? 0 : 1);
    if (others > 0 || numatune.source.halfTyped || memory?.source.halfTyped === true) return;
    if (memory === undefined || vcpuPlacement(domain) !== 'auto') {
      yield {
        range: numatune.source.name,
        message: `<numatune> says nothing: libvirt does not store it, and the memory comes from any node of the host`,
        // Without this one libvirt would read the next.
        fixes:
          domain.numatunes.length > 1
            ? []
            : [{ title: 'Remove <numatune>', safe: false, edits: [removeElement(text, numatune)] }],
      };
      return;
    }
    yield {
      severity: 'warning',
      range: memory.source.name,
      message: `<memory> says nothing: libvirt does not store it; numad chooses the CPUs, and the memory is bound to no node`,
      fixes: offering(context)(() => [
        {
          fix: {
            title: "Write placement='auto': numad chooses the memory's nodes, too",
            safe: false,
            edits: writeValue(memory, 'placement', 'auto'),
          },
          after: rebound(domain, [memory], { placement: 'auto' }),
        },
      ]),
    };
  },
);
