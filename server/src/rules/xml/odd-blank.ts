import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/odd-blank',
  severity: 'error',
  summary: 'A blank that XML does not count as white space stands in a tag',
  why: "libvirt's XML parser refuses the whole file; such blanks come with text from web pages.",
  reference: 'https://www.w3.org/TR/xml/#NT-S',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
