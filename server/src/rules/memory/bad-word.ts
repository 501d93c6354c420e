import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/bad-word',
  severity: 'error',
  summary: 'A word about memory is none that libvirt knows there',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-backing',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
