import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/missing-equals',
  severity: 'error',
  summary: "'=' is missing between an attribute and its value",
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#NT-Attribute',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
