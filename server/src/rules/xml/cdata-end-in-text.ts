import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/cdata-end-in-text',
  severity: 'error',
  summary: "']]>' stands in a text without a CDATA section",
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#syntax',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
