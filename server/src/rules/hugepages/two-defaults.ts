import { isGeneral } from '../../domain/demand.ts';
import { removeElement } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'hugepages/two-defaults',
    severity: 'error',
    summary: 'Two `<page>` entries are for all memory',
    why: 'libvirt refuses the domain: one entry without `nodeset` is for all cells that no other entry lists.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const pages = domain.memoryBacking?.hugepages?.pages ?? [];
    const hasCells = domain.cells.length > 0;
    const [first, ...others] = pages.filter((page) => isGeneral(page, hasCells));
    if (first === undefined) return;
    const right = hasCells ? 'give this one the guest cells in nodeset' : 'the guest has no cells';
    for (const page of others) {
      yield {
        range: page.source.name,
        message: `an earlier <page> is for all memory already: ${right}`,
        related: [{ range: first.source.name, message: 'the earlier <page>' }],
        fixes: [{ title: 'Remove this entry', safe: false, edits: [removeElement(text, page)] }],
      };
    }
  },
);
