import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/bad-unit',
  severity: 'error',
  summary: 'A unit is none that libvirt knows',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
