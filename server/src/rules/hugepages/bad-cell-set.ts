import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'hugepages/bad-cell-set',
  severity: 'error',
  summary: 'The guest cells of a `<page>` cannot be read',
  why: 'libvirt refuses the domain: it reads numbers and ranges by comma, and exclusions such as ^3.',
  reference: 'https://libvirt.org/formatdomain.html#memory-backing',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
