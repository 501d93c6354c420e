import { removeElement } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/min-guarantee',
    severity: 'error',
    summary: '`<min_guarantee>` is set',
    why: 'libvirt’s QEMU driver refuses it: there is nothing in QEMU or Linux that could guarantee memory in this way.',
    reference: 'https://libvirt.org/formatdomain.html#memory-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['min_guarantee'],
  },
  function* ({ text, domain: { memtune } }) {
    const guarantee = memtune?.minGuarantee;
    if (guarantee?.bytes === undefined || guarantee.bytes === 0n) return;
    yield {
      range: guarantee.source.name,
      message: 'QEMU guests have no <min_guarantee>: libvirt refuses it',
      fixes: [
        { title: 'Remove <min_guarantee>', safe: false, edits: [removeElement(text, guarantee)] },
      ],
    };
  },
);
