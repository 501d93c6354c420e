import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/stray-close-tag',
  severity: 'error',
  summary: 'A close tag closes nothing that is open',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#GIMatch',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
