import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/missing-space',
  severity: 'error',
  summary: 'Two attributes stand without a blank between them',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#NT-STag',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
