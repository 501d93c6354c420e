import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/unused-host',
  severity: 'warning',
  summary: 'A host in the project configuration serves no file',
  why: 'Guests that live on the host are not held against it.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
