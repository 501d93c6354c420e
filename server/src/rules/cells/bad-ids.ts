import { renumberFix } from '../cellNumbers.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/bad-ids',
    severity: 'error',
    summary: 'The ids of the guest cells do not run from 0 without gap or double',
    why: 'libvirt refuses the domain: n cells have the ids 0 to n-1. A cell without an id has its position.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const { cells } = domain;
    const fix = renumberFix(domain);
    const fixes = fix === undefined ? [] : [fix];
    const last = cells.length - 1;
    const first = new Map<number, (typeof cells)[number]>();
    for (const cell of cells) {
      if (cell.cellId === undefined) continue;
      const range = cell.id?.range ?? cell.source.name;
      const earlier = first.get(cell.cellId);
      if (earlier !== undefined) {
        yield {
          range,
          message: `cell id ${cell.cellId} is taken by an earlier cell`,
          related: [
            { range: earlier.id?.range ?? earlier.source.name, message: 'the earlier cell' },
          ],
          fixes,
        };
        continue;
      }
      first.set(cell.cellId, cell);
      if (cell.cellId <= last) continue;
      const ids =
        last === 0 ? 'the only cell has id 0' : `${last + 1} cells have the ids 0-${last}`;
      yield { range, message: `cell id ${cell.cellId} is too large: ${ids}`, fixes };
    }
  },
);
