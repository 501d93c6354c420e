import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unclosed-element',
  severity: 'error',
  summary: 'An element is never closed',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#GIMatch',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
