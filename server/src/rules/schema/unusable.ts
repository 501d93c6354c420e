import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'schema/unusable',
  severity: 'error',
  summary: 'The schemas that were named cannot be used',
  why: 'Documents are not held against a schema then. All other rules go on.',
  reference: 'https://libvirt.org/format.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
