import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/bare-ampersand',
  severity: 'error',
  summary: 'An ampersand stands alone',
  why: "An ampersand begins a reference; libvirt's XML parser refuses the whole file where none follows.",
  reference: 'https://www.w3.org/TR/xml/#syntax',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
