import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/text-after-root',
  severity: 'error',
  summary: 'Text stands after the end of the root element',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-well-formed',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
