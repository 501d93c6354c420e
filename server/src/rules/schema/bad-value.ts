import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/bad-value',
  severity: 'warning',
  summary: "A value is not as libvirt's schema wants it",
  why: '`virsh edit` and `virsh define --validate` refuse the document. A plain define refuses some such values, and takes or drops others.',
  reference: 'https://libvirt.org/format.html',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
