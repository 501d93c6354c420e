import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/missing-file',
  severity: 'error',
  summary: 'A file that the project configuration names cannot be used',
  why: 'What it tells of the host is not known, and the checks that need it rest.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
