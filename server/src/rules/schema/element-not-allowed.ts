import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/element-not-allowed',
  severity: 'warning',
  summary: "libvirt's schema knows the element, but not here beside what stands there",
  why: '`virsh edit` and `virsh define --validate` refuse the document. A plain define reads one of them, or none, and says nothing.',
  reference: 'https://libvirt.org/format.html',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
