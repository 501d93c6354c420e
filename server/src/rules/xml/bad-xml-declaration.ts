import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/bad-xml-declaration',
  severity: 'error',
  summary: 'The XML declaration is not written as XML wants it',
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#NT-XMLDecl',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
