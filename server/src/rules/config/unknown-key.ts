import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/unknown-key',
  severity: 'warning',
  summary: 'A key is unknown in the project configuration, and does nothing',
  why: 'What was meant by it does not hold, and nobody would notice.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
