import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unterminated-value',
  severity: 'error',
  summary: 'The value of an attribute has no closing quote',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#NT-AttValue',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
