import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/bad-size',
  severity: 'error',
  summary: 'A size cannot be read, or is too large',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
