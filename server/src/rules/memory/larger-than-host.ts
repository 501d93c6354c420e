import { formatBytesApart } from '../../host/format.ts';
import { excessOf } from '../../placement/capacity.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'memory/larger-than-host',
    severity: 'warning',
    summary: 'The guest has more memory than the whole host',
    why: 'The guest can only run by swapping. Where swap does not make up for it, the start fails, or processes are killed later.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'none',
    since: '0.1.0',
    judges: 'host capacity',
    needs: ['total'],
  },
  function* ({ domain, host }) {
    const excess = excessOf(domain, host);
    if (excess === undefined) return;
    const nodes = [...host.nodes.values()];
    const pooled = nodes.some((node) =>
      [...(node.pools?.values() ?? [])].some(({ total = 0 }) => total > 0),
    );
    const [wants, there] = formatBytesApart(excess.need, excess.has);
    yield {
      range: domain.memory?.content?.range ?? domain.numa?.source.name ?? domain.source.name,
      message: `the guest needs ${wants}; the whole host has ${there}${pooled ? ' beside its huge page pools' : ''}, so no choice of nodes helps`,
    };
  },
);
