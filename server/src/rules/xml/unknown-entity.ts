import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unknown-entity',
  severity: 'error',
  summary: 'An entity is used that XML does not know',
  why: "libvirt's XML parser refuses the whole file unless a DOCTYPE declares the entity; entities are not evaluated here.",
  reference: 'https://www.w3.org/TR/xml/#wf-entdeclared',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
