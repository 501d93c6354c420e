import { cellsFor } from '../cellsFix.ts';
import { memnodeRemoval } from '../memnodeFixes.ts';
import { offering } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/memnode-without-cells',
    severity: 'error',
    summary: 'A `<memnode>` binds a guest cell, and the guest has no cells',
    why: 'libvirt refuses the domain. A `<memnode>` needs the `<cell>` under `<cpu><numa>` whose memory it binds; a guest without cells is bound by `<memory>` as a whole.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memnode'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    if (domain.cells.length > 0) return;
    const offer = offering(context);
    const generated = cellsFor(context);
    for (const memnode of domain.numatune?.memnodes ?? [])
      yield {
        range: memnode.source.name,
        message:
          '<memnode> binds a guest cell, and the guest has none: there is no <cpu><numa><cell>',
        fixes: offer(() => [memnodeRemoval(context, memnode), generated]),
      };
  },
);
