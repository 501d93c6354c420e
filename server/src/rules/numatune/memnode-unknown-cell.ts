import { cellChanger, memnodeRemoval } from '../memnodeFixes.ts';
import { offering } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

export default domainRule(
  {
    id: 'numatune/memnode-unknown-cell',
    severity: 'error',
    summary: 'A `<memnode>` names a guest cell that is not there',
    why: 'libvirt refuses the domain. `cellid` is the number of a guest `<cell>` under `<cpu><numa>`, not of a host node; they are counted from 0 without a gap.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memnode'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    const count = domain.cells.length;
    if (count === 0) return;
    const offer = offering(context);
    const changeOf = cellChanger(domain);
    for (const memnode of domain.numatune?.memnodes ?? []) {
      const cell = memnode.cellid?.value;
      if (memnode.cellid === undefined || cell === undefined || cell < count) continue;
      yield {
        range: memnode.cellid.range,
        message: `there is no cell ${cell}; the guest has ${countedFrom0('cell', count)}`,
        related:
          domain.numa === undefined
            ? []
            : [{ range: domain.numa.source.name, message: "the guest's cells" }],
        fixes: offer(() => [changeOf(memnode), memnodeRemoval(context, memnode)]),
      };
    }
  },
);
