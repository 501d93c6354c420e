import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unclosed-comment',
  severity: 'error',
  summary: 'A comment is never closed',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-comments',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
