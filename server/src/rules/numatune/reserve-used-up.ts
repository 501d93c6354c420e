import { formatBytes } from '../../host/format.ts';
import { ordinary, withoutReserve } from '../../placement/measures.ts';
import { capacityReports, having } from '../capacityReports.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'numatune/reserve-used-up',
    severity: 'warning',
    summary:
      'Memory that may come from some host nodes only leaves less on them than is kept for the host',
    why: 'The guest fits, but only by taking what the host file keeps for the host itself: for services, for the memory that QEMU needs beside the guest, for the page cache.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    judges: 'host capacity',
    needs: ['total', 'reserve'],
  },
  function* (context) {
    const { host } = context;
    yield* capacityReports(context, withoutReserve, {
      graver: [ordinary],
      have: (shortage, size) => {
        const kept = shortage.nodes.reduce(
          (sum, id) => sum + (host.nodes.get(id)?.reserve ?? 0n),
          0n,
        );
        return `${having(shortage)} ${size} beside the ${formatBytes(kept)} kept for the host`;
      },
    });
  },
);
