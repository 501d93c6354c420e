import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/missing-key',
  severity: 'error',
  summary: 'Something that must be said is missing in the project configuration',
  why: 'The rule, the override or the suppression does nothing. A suppression without a reason leaves the next reader to guess.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
