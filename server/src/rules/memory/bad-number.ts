import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/bad-number',
  severity: 'error',
  summary: 'A number of slots, threads or a cell is no such number',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
