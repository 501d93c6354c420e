import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/missing-value',
  severity: 'error',
  summary: 'An attribute has no value',
  why: "libvirt's XML parser refuses the whole file: XML knows no attribute without a value.",
  reference: 'https://www.w3.org/TR/xml/#NT-Attribute',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
