import { appendChildren, removeElement } from '../../domain/edit.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { inLargestUnit } from '../../domain/sizeText.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule, type DomainContext } from '../rule.ts';

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
    yield {
      range: domain.numa.source.name,
      message: '<numa> has no <cell>: libvirt refuses a guest topology without cells',
      fixes: [...oneCell(context), remove],
    };
  },
);

/** One cell with everything: the guest stays what it would be without cells. */
function oneCell({ text, domain }: DomainContext): Fix[] {
  const count = vcpuCountOf(domain);
  const size = domain.memory?.bytes;
  if (domain.numa === undefined || count === undefined || size === undefined) return [];
  const { digits, unit } = inLargestUnit(size);
  const cpus = count === 1 ? '0' : `0-${count - 1}`;
  const line = `<cell id='0' cpus='${cpus}' memory='${digits}' unit='${unit}'/>`;
  const edits = [appendChildren(text, domain.numa, [line])];
  return [{ title: 'Add one cell with all vCPUs and all memory', safe: false, edits }];
}
