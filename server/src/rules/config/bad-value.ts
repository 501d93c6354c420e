import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/bad-value',
  severity: 'error',
  summary: 'A value in the project configuration cannot be right, and is not used',
  why: 'The rest of the configuration holds, and what the value was to say does not.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
