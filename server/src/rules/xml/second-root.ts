import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/second-root',
  severity: 'error',
  summary: 'A second element follows the root element',
  why: "libvirt's XML parser refuses the whole file: one document has one root, and one file holds one domain.",
  reference: 'https://www.w3.org/TR/xml/#sec-well-formed',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
