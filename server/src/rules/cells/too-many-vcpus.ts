import { insertAfter } from '../../domain/edit.ts';
import type { Cell } from '../../domain/model.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { mentionsOf, NUMBERS_LIMIT, reaches, setWithout } from '../../domain/setText.ts';
import { topologyProduct } from '../../domain/topologyProduct.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule, type DomainContext } from '../rule.ts';
import { countedFrom0, numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'cells/too-many-vcpus',
    severity: 'error',
    summary: 'A guest cell lists vCPUs that the guest does not have',
    why: 'libvirt refuses the domain: the cells divide the vCPUs of `<vcpu>` among them, and those are counted from 0.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    const count = vcpuCountOf(domain);
    if (count === undefined) return;
    const cells = domain.cells.filter(({ cpus }) => cpus?.value && reaches(cpus.value, count));
    let numbers = 0;
    const raise = raiseFix(context, cells);
    for (const cell of cells) {
      const set = cell.cpus?.value;
      if (set === undefined || cell.cpus === undefined) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const absent = set.values.filter((vcpu) => vcpu >= count);
      if (absent.length === 0) continue;
      const rest = setWithout(text, set, (vcpu) => vcpu >= count);
      const edits = [{ range: cell.cpus.range, newText: rest ?? '' }];
      const title = `Drop ${numbered('vCPU', absent)} here`;
      const drop = rest === undefined ? [] : [{ title, safe: false, edits }];
      for (const { item, ids } of mentionsOf(set, absent)) {
        yield {
          range: item.range,
          message: `${numbered('vCPU', ids)} ${verb(ids, 'does', 'do')} not exist: the guest has ${countedFrom0('vCPU', count)}`,
          related:
            domain.vcpu?.content === undefined
              ? []
              : [{ range: domain.vcpu.content.range, message: 'the number of vCPUs' }],
          fixes: [...raise, ...drop],
        };
      }
    }
  },
);

/** More cells are nobody's guest. */
const CELLS_LIMIT = 1024;

/** Giving the guest all vCPUs that its cells list, unless its CPU topology speaks against it. */
function raiseFix({ text, domain, versions }: DomainContext, cells: readonly Cell[]): Fix[] {
  const wanted = cells
    .slice(0, CELLS_LIMIT)
    .reduce((most, cell) => Math.max(most, greatestOf(cell) + 1), 0);
  const product = domain.topology && topologyProduct(domain.topology, versions.libvirt);
  if (product !== undefined && product !== BigInt(wanted)) return [];
  const { vcpu, memory } = domain;
  const title = `Give the guest ${wanted} vCPUs`;
  if (vcpu?.content !== undefined)
    return [
      { title, safe: false, edits: [{ range: vcpu.content.range, newText: String(wanted) }] },
    ];
  if (vcpu !== undefined || memory === undefined) return [];
  return [{ title, safe: false, edits: [insertAfter(text, memory, [`<vcpu>${wanted}</vcpu>`])] }];
}

/** The greatest vCPU of a cell, -1 without any: mostly the end of a part, which is found without laying out the numbers. */
function greatestOf({ cpus }: Cell): number {
  const set = cpus?.value;
  if (set === undefined) return -1;
  const end = set.items.reduce((most, { last }) => Math.max(most, last), -1);
  return set.has(end) ? end : (set.values.at(-1) ?? -1);
}
