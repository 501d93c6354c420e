import { nodemasksOutside } from '../../domain/nodemasks.ts';
import { formatIdSet } from '../../host/format.ts';
import { bindFix } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'memory/nodemask-outside',
    severity: 'error',
    summary: 'The nodes of a memory device lie outside of those that hold the guest',
    why: 'A strict `<memory>` keeps all of QEMU on its nodes and those of the `<memnode>`s. A device wholly outside makes the start fail; of one that is partly outside only the common nodes count. Under restrictive a device’s own nodes are ignored.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    about: ['nodemask'],
  },
  function* ({ domain, versions, host }) {
    const memory = domain.numatune?.memory;
    for (const { mode, holder, nodes, nodemask, set, inside } of nodemasksOutside(
      domain,
      versions,
    )) {
      const { range } = nodemask;
      const related = [{ range: holder.range, message: 'what holds the guest' }];
      const within = formatIdSet(inside.length > 0 ? inside : nodes);
      const fix = {
        title: `Change the nodes to ${within}`,
        safe: false,
        edits: [{ range, newText: within }],
      };
      const outside = set.values.filter((node) => !inside.includes(node));
      const wider = [...(holder.value?.values ?? []), ...outside].sort((a, b) => a - b);
      const widening = `Add ${numbered('node', outside)} to <memory>`;
      const fixes = [
        fix,
        ...(memory === undefined || outside.some((node) => host?.nodes.has(node) === false)
          ? []
          : [bindFix(domain, [memory], wider, widening)]),
      ];
      const held = numbered('node', nodes);
      if (mode === 'restrictive')
        yield {
          severity: 'warning',
          range,
          message: `under restrictive a device's own nodes are ignored: its memory comes from ${held}`,
          related,
        };
      else if (inside.length === 0)
        yield {
          range,
          message: `the guest is held on ${held} strictly, and this device's memory cannot come from ${numbered('node', set.values)}: QEMU does not start`,
          related,
          fixes,
        };
      else
        yield {
          severity: 'warning',
          range,
          message: `the guest is held on ${held} strictly: of this device's nodes only ${formatIdSet(inside)} ${inside.length === 1 ? 'counts' : 'count'}`,
          related,
          fixes,
        };
    }
  },
);
