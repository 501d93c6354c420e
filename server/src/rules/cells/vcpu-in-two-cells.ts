import { mentionsOf, NUMBERS_LIMIT, setWithout } from '../../domain/setText.ts';
import type { Cell } from '../../domain/model.ts';
import { domainRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'cells/vcpu-in-two-cells',
    severity: 'error',
    summary: 'A vCPU is in two guest cells',
    why: 'libvirt refuses the domain: each vCPU is in one cell.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const owners = new Map<number, Cell>();
    let numbers = 0;
    for (const cell of domain.cells) {
      const set = cell.cpus?.value;
      if (set === undefined || cell.cpus === undefined) continue;
      const taken = set.values.filter((vcpu) => owners.has(vcpu));
      for (const vcpu of set.values) if (!owners.has(vcpu)) owners.set(vcpu, cell);
      if (taken.length === 0) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const rest = setWithout(text, set, (vcpu) => owners.get(vcpu) !== cell);
      const edits = [{ range: cell.cpus.range, newText: rest ?? '' }];
      const which = numbered('vCPU', taken);
      const fixes = rest === undefined ? [] : [{ title: `Drop ${which} here`, safe: false, edits }];
      for (const { item, ids } of mentionsOf(set, taken)) {
        const holders = [...new Set(ids.map((vcpu) => owners.get(vcpu)))];
        yield {
          range: item.range,
          message: `${numbered('vCPU', ids)} ${verb(ids, 'is', 'are')} in ${nameOf(holders)} already`,
          related: holders.flatMap((holder) =>
            holder?.cpus === undefined ? [] : [{ range: holder.cpus.range, message: 'here' }],
          ),
          fixes,
        };
      }
    }
  },
);

function nameOf(cells: readonly (Cell | undefined)[]): string {
  const ids = cells.flatMap((cell) => cell?.cellId ?? []);
  return ids.length === cells.length ? numbered('cell', ids) : 'an earlier cell';
}
