import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/xmldecl-not-first',
  severity: 'error',
  summary: 'The XML declaration does not stand at the very beginning',
  why: "libvirt's XML parser refuses the whole file, even for a blank line before the declaration.",
  reference: 'https://www.w3.org/TR/xml/#sec-prolog-dtd',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
