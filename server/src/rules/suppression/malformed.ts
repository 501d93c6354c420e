import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'suppression/malformed',
  severity: 'warning',
  summary: 'A comment that begins with libvirt-xml- cannot be read, or does not say why',
  why: 'A comment that cannot be read does nothing; one without a reason leaves the next reader to guess.',
  reference: 'https://www.w3.org/TR/xml/#sec-comments',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
