import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unterminated-start-tag',
  severity: 'error',
  summary: "A start tag is not ended by '>' or '/>'",
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-starttags',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
