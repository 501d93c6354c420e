import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unquoted-value',
  severity: 'error',
  summary: 'The value of an attribute has no quotes',
  why: "libvirt's XML parser refuses the whole file; curly quotes are none.",
  reference: 'https://www.w3.org/TR/xml/#NT-AttValue',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
