import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/bad-character-reference',
  severity: 'error',
  summary: 'A character reference has no number, or one that is no character in XML',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#wf-Legalchar',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
