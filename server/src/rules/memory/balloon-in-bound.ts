import { storedTotal } from '../../domain/demand.ts';
import { hasBalloon } from '../../domain/guestDevices.ts';
import { bindingsOf, isBinding } from '../../domain/policy.ts';
import { formatBytesApart } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/balloon-in-bound',
    severity: 'information',
    summary: 'A guest on a hard set of nodes has less memory now than it may grow to',
    why: 'The balloon can give the guest all of `<memory>` at any time: the nodes must have room for that, not for `<currentMemory>`.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'none',
    since: '0.1.0',
    about: ['numatune'],
  },
  function* ({ domain }) {
    const { currentMemory } = domain;
    const total = storedTotal(domain);
    const now = currentMemory?.bytes;
    const hard = bindingsOf(domain).find(({ mode }) => isBinding(mode));
    if (hard === undefined || currentMemory?.content === undefined) return;
    if (now === undefined || now === 0n || total === undefined || now >= total) return;
    if (!hasBalloon(domain)) return;
    const [has, most] = formatBytesApart(now, total);
    yield {
      range: currentMemory.content.range,
      message: `the guest has ${has} now and may get ${most}: its ${hard.mode} nodes must hold ${most}`,
      related: [{ range: hard.nodeset.range, message: 'the nodes' }],
    };
  },
);
