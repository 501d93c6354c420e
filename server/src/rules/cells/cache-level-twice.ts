import { removeElement } from '../../domain/edit.ts';
import type { CellCache } from '../../domain/model.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/cache-level-twice',
    severity: 'error',
    summary: 'A guest cell has two memory-side caches of one level',
    why: 'libvirt refuses the domain.',
    reference: 'https://libvirt.org/formatdomain.html#acpi-heterogeneous-memory-attribute-table',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cache'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    for (const { caches } of domain.cells) {
      const seen = new Map<number, NonNullable<CellCache['level']>>();
      for (const cache of caches) {
        const { level } = cache;
        if (level?.value === undefined) continue;
        const earlier = seen.get(level.value);
        if (earlier === undefined) seen.set(level.value, level);
        else
          yield {
            range: level.range,
            message: `this cell has a cache of level ${level.value} already`,
            related: [{ range: earlier.range, message: 'here' }],
            fixes: [
              { title: 'Remove this cache', safe: false, edits: [removeElement(text, cache)] },
            ],
          };
      }
    }
  },
);
