import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/missing-element-name',
  severity: 'error',
  summary: "'<' begins no tag",
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#syntax',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
