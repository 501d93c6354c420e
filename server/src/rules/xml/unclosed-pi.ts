import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unclosed-pi',
  severity: 'error',
  summary: 'A processing instruction or the XML declaration is never closed',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-pi',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
