import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/unknown-key',
  severity: 'warning',
  summary: 'A host file in JSON has a key that is not part of the format',
  why: 'The key has no effect: what it was meant to say is not known to any check.',
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
