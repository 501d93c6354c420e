import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/unbound-prefix',
  severity: 'warning',
  summary: 'A prefix is not declared',
  why: 'libvirt reads on, but an element or attribute whose prefix has no namespace is nothing that it knows: it is ignored, and lost when the domain is saved.',
  reference: 'https://www.w3.org/TR/xml-names/#nsc-NSDeclared',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
