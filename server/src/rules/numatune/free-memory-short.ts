import { isTakenAtStart } from '../../domain/demand.ts';
import { facetsOf } from '../../host/topology.ts';
import { free, ordinary, withoutReserve } from '../../placement/measures.ts';
import { capacityReports } from '../capacityReports.ts';
import { hostRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default hostRule(
  {
    id: 'numatune/free-memory-short',
    severity: 'information',
    summary: 'Memory that may come from some host nodes only is more than what was free on them',
    why: 'The guest fits the nodes, not what else was on them when the figures were taken. Free memory is a snapshot: it counts neither page cache, which the kernel can give back, nor this guest itself if it was running.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    judges: 'host capacity',
    needs: ['free'],
  },
  function* (context) {
    const atOnce = isTakenAtStart(context.domain)
      ? ', and all is taken while the guest starts'
      : '';
    const isSized = facetsOf(context.host).has('total');
    yield* capacityReports(context, free, {
      graver: isSized ? [ordinary, withoutReserve] : [],
      have: ({ nodes }, size) =>
        `${numbered('node', nodes)} had ${size} free (a snapshot, page cache not counted)${atOnce}`,
    });
  },
);
