import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/bad-name',
  severity: 'error',
  summary: 'Something stands in the place of a name that is none',
  why: "libvirt's XML parser refuses the whole file; a name with a colon too many it reads, but does not know.",
  reference: 'https://www.w3.org/TR/xml/#NT-Name',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
