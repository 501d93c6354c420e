import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/too-many-findings',
  severity: 'information',
  summary: 'A file has more than 1,000 findings, and the rest is not shown',
  why: 'A list of that length helps nobody, and would slow the editor down.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
