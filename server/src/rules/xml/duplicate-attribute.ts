import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/duplicate-attribute',
  severity: 'error',
  summary: 'An attribute is given twice in one tag',
  why: "libvirt's XML parser refuses the whole file, whether the values differ or not.",
  reference: 'https://www.w3.org/TR/xml/#uniqattspec',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
