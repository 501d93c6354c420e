import { backingsOf, demandsOf } from '../../domain/demand.ts';
import { formatBytesApart } from '../../host/format.ts';
import { ordinaryMemory } from '../../host/queries.ts';
import { shortagesOf } from '../../placement/capacity.ts';
import { ordinary } from '../../placement/measures.ts';
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
    needs: ['total'],
  },
  function* ({ domain, host }) {
    const backingOf = backingsOf(domain, host.pageSize);
    const demandOf = demandsOf(domain);
    const cells = domain.cells.length > 0 ? domain.cells : [undefined];
    let need = 0n;
    for (const cell of cells) {
      const demand = demandOf(cell);
      if (demand === undefined) return;
      // What comes from huge page pools is weighed against them.
      if (backingOf(cell).kind === 'ordinary') need += demand;
    }
    const nodes = [...host.nodes.values()];
    const has = nodes.reduce((sum, node) => sum + (ordinaryMemory(node) ?? 0n), 0n);
    // Memory that is bound to some of the nodes is told by the shortage of these.
    if (need <= has || shortagesOf(domain, host, ordinary).length > 0) return;
    const pooled = nodes.some((node) =>
      [...(node.pools?.values() ?? [])].some(({ total = 0 }) => total > 0),
    );
    const [wants, there] = formatBytesApart(need, has);
    yield {
      range: domain.memory?.content?.range ?? domain.numa?.source.name ?? domain.source.name,
      message: `the guest needs ${wants}; the whole host has ${there}${pooled ? ' beside its huge page pools' : ''}`,
    };
  },
);
