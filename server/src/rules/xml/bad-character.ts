import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/bad-character',
  severity: 'error',
  summary: 'A character that XML forbids stands in the text',
  why: "libvirt's XML parser refuses the whole file: control characters, halves of surrogate pairs, U+FFFE and U+FFFF have no place in XML, not even as a reference.",
  reference: 'https://www.w3.org/TR/xml/#charsets',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
