import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/mismatched-tag',
  severity: 'error',
  summary: 'A close tag has another name than the element that it must close',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#GIMatch',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
