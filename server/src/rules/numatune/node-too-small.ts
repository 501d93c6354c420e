import { ordinaryMemory } from '../../host/queries.ts';
import { capacityReports } from '../capacityReports.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'numatune/node-too-small',
    severity: 'error',
    summary: 'Memory that may come from some host nodes only is larger than those nodes',
    why: 'strict and restrictive take memory from nowhere else: the nodes swap, and then the OOM killer ends processes, even while other nodes have free memory. Memory that is allocated at start makes the start fail instead.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    needs: ['total'],
  },
  function* (context) {
    yield* capacityReports(context, {
      capacityOf: (node) => ordinaryMemory(node) ?? 0n,
      have: (nodes, amount) => `${nodes} ${nodes.startsWith('nodes') ? 'have' : 'has'} ${amount}`,
      consequence: ({ atStart }) =>
        atStart
          ? ': the guest is killed while it starts'
          : ': when that is full, the host swaps and then kills processes',
    });
  },
);
