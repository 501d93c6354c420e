import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/too-deep',
  severity: 'error',
  summary: 'Elements are nested deeper than libvirt reads',
  why: "libvirt's XML parser refuses a document of more than 257 levels; no document of its own is nested so deep.",
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
