import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unclosed-doctype',
  severity: 'error',
  summary: 'A DOCTYPE is never closed',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-prolog-dtd',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
