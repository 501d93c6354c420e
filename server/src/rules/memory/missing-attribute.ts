import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/missing-attribute',
  severity: 'error',
  summary: 'A memory device has no model',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-devices',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
