import { memnodesByCell } from '../../domain/policy.ts';
import { cellChanger, memnodeRemoval } from '../memnodeFixes.ts';
import { offering } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/memnode-doubled',
    severity: 'error',
    summary: 'A guest cell has more than one `<memnode>`',
    why: 'libvirt refuses the domain: a cell takes its memory by one statement.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memnode'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    if (domain.cells.length === 0) return;
    const firsts = memnodesByCell(domain);
    const offer = offering(context);
    const changeOf = cellChanger(domain);
    for (const memnode of domain.numatune?.memnodes ?? []) {
      const cell = memnode.cellid?.value;
      if (memnode.cellid === undefined || cell === undefined) continue;
      const first = firsts.get(cell);
      if (first === undefined || first === memnode || cell >= domain.cells.length) continue;
      yield {
        range: memnode.cellid.range,
        message: `cell ${cell} has a <memnode> already: libvirt accepts one`,
        related: [
          {
            range: first.cellid?.range ?? first.source.name,
            message: 'the first <memnode> of this cell',
          },
        ],
        fixes: offer(() => [changeOf(memnode), memnodeRemoval(context, memnode)]),
      };
    }
  },
);
