import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/unknown-attribute',
  severity: 'warning',
  summary: "libvirt's schema knows no attribute of this name here",
  why: '`virsh edit` and `virsh define --validate` refuse the document. A plain define, and every program that defines domains without asking for the check, drops the attribute without a word.',
  reference: 'https://libvirt.org/format.html',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
