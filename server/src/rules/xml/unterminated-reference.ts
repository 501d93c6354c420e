import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unterminated-reference',
  severity: 'error',
  summary: "A reference lacks its ';'",
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-references',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
