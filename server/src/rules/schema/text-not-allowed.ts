import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/text-not-allowed',
  severity: 'warning',
  summary: "Text stands where libvirt's schema has none",
  why: '`virsh edit` and `virsh define --validate` refuse the document. A plain define drops the text without a word.',
  reference: 'https://libvirt.org/format.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
