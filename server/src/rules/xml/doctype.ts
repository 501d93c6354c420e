import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/doctype',
  severity: 'information',
  summary: 'The file has a DOCTYPE, which is not evaluated',
  why: 'Values that use its entities are not known here, and no rule judges them; libvirt needs no DOCTYPE and writes none.',
  reference: 'https://www.w3.org/TR/xml/#sec-prolog-dtd',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
