import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/too-deep',
  severity: 'warning',
  summary: 'Elements are nested deeper than is read',
  why: 'Whatever stands deeper is not checked. No libvirt document is nested so deep.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
