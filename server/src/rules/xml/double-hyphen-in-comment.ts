import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/double-hyphen-in-comment',
  severity: 'error',
  summary: 'Two hyphens in a row stand inside of a comment',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#sec-comments',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
