import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/missing-element',
  severity: 'warning',
  summary: "An element that libvirt's schema wants is not there",
  why: '`virsh edit` and `virsh define --validate` refuse the document. A plain define refuses it, too, where the driver cannot do without the element.',
  reference: 'https://libvirt.org/format.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
