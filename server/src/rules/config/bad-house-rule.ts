import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/bad-house-rule',
  severity: 'error',
  summary: "A rule of the project's own cannot be run",
  why: 'The rule finds nothing, and nobody would notice.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
