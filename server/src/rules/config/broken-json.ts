import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/broken-json',
  severity: 'error',
  summary: 'The project configuration is no JSON that can be read',
  why: 'Nothing of the configuration holds: the files are checked without its hosts, severities and rules.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
