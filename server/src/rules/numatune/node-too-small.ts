import type { HostTopology } from '../../host/topology.ts';
import type { Shortage } from '../../placement/capacity.ts';
import { ordinary } from '../../placement/measures.ts';
import { capacityReports, having } from '../capacityReports.ts';
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
    about: ['numatune'],
    judges: 'host capacity',
    needs: ['total'],
  },
  function* (context) {
    const { host } = context;
    yield* capacityReports(context, ordinary, {
      graver: [],
      have: (shortage, size) =>
        `${having(shortage)} ${size}${besidePools(shortage, host)}${consequence(shortage)}`,
    });
  },
);

function besidePools({ nodes }: Shortage, host: HostTopology): string {
  const hasPools = nodes.some((id) => {
    const node = host.nodes.get(id);
    return node !== undefined && ordinary(node) !== node.total;
  });
  return hasPools ? ' beside huge page pools' : '';
}

function consequence({ atStart }: Shortage): string {
  return atStart
    ? ': the guest is killed while it starts'
    : ': when that is full, the host swaps and then kills processes';
}
