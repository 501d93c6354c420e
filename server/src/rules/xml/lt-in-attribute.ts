import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/lt-in-attribute',
  severity: 'error',
  summary: "'<' stands in the value of an attribute",
  why: "libvirt's XML parser refuses the whole file.",
  reference: 'https://www.w3.org/TR/xml/#CleanAttrVals',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
