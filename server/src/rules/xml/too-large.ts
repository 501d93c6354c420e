import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/too-large',
  severity: 'warning',
  summary: 'The file is larger than 10 MB, and is not checked',
  why: 'Domains are read while you type. A file of this size is no domain that libvirt wrote.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
