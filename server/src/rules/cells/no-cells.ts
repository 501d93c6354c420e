import { removeElement } from '../../domain/edit.ts';
import { oneCell } from '../cellsFix.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/no-cells',
    severity: 'error',
    summary: '`<numa>` has no `<cell>`',
    why: 'libvirt refuses the domain: a guest topology has at least one cell.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numa'],
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    if (domain.numa === undefined || domain.cells.length > 0) return;
    const remove = {
      title: 'Remove <numa>',
      safe: false,
      edits: [removeElement(text, domain.numa)],
    };
    // Links between cells speak of several.
    const cell = domain.interconnects === undefined ? oneCell(context) : undefined;
    yield {
      range: domain.numa.source.name,
      message: '<numa> has no <cell>: libvirt refuses a guest topology without cells',
      fixes:
        cell === undefined
          ? [remove]
          : [
              { title: 'Add one cell with all vCPUs and all memory', safe: false, edits: [cell] },
              remove,
            ],
    };
  },
);
