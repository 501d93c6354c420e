import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/bad-close-tag',
  severity: 'error',
  summary: 'A close tag is not finished, or holds more than its name',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#NT-ETag',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
