import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unclosed-cdata',
  severity: 'error',
  summary: 'A CDATA section is never closed',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-cdata-sect',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
