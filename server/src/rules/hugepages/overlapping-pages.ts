import { isGeneral } from '../../domain/demand.ts';
import { removeElement } from '../../domain/edit.ts';
import type { Page } from '../../domain/model.ts';
import { mentionsOf, NUMBERS_LIMIT, setWithout } from '../../domain/setText.ts';
import { domainRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'hugepages/overlapping-pages',
    severity: 'error',
    summary: 'Two `<page>` entries claim the same guest cell',
    why: 'libvirt refuses the domain: the memory of a cell has one page size.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const owners = new Map<number, Page>();
    let numbers = 0;
    const withCells = domain.cells.length > 0;
    for (const page of domain.memoryBacking?.hugepages?.pages ?? []) {
      const set = page.nodeset?.value;
      if (set === undefined || page.nodeset === undefined || isGeneral(page, withCells)) continue;
      const taken = set.values.filter((cell) => owners.has(cell));
      for (const cell of set.values) if (!owners.has(cell)) owners.set(cell, page);
      if (taken.length === 0) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const rest = setWithout(text, set, (cell) => owners.get(cell) !== page);
      const fix =
        rest === undefined
          ? { title: 'Remove this entry', safe: false, edits: [removeElement(text, page)] }
          : {
              title: `Drop ${numbered('cell', taken)} here`,
              safe: false,
              edits: [{ range: page.nodeset.range, newText: rest }],
            };
      for (const { item, ids } of mentionsOf(set, taken)) {
        const [first] = ids;
        const holder = first === undefined ? undefined : owners.get(first)?.nodeset;
        yield {
          range: item.range,
          message: `${numbered('cell', ids)} ${verb(ids, 'has a page size', 'have page sizes')} by an earlier <page> already`,
          related: holder === undefined ? [] : [{ range: holder.range, message: 'here' }],
          fixes: [fix],
        };
      }
    }
  },
);
