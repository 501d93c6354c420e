import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/broken-xml',
  severity: 'error',
  summary: 'The capabilities in a host file are cut off or not well-formed',
  why: 'A host that is read by half would accuse good guests, so that the description is not used until it is whole.',
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
