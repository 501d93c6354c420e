import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'hugepages/missing-attribute',
  severity: 'error',
  summary: 'A `<page>` has no size',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-backing',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
