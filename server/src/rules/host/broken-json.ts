import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/broken-json',
  severity: 'error',
  summary: 'The JSON of a host file is not well-formed',
  why: 'A host that is read by half would accuse good guests, so that the file is not used until it is whole.',
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
