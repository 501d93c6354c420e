import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'hugepages/bad-page-size',
  severity: 'error',
  summary: 'The size of a huge page cannot be read',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-backing',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
