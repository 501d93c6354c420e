import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/missing-attribute',
  severity: 'warning',
  summary: "An attribute that libvirt's schema wants is not there",
  why: '`virsh edit` and `virsh define --validate` refuse the document. A plain define refuses it, too, where the driver cannot do without the attribute.',
  reference: 'https://libvirt.org/format.html',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
