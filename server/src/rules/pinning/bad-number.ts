import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'pinning/bad-number',
  severity: 'error',
  summary: 'The number of vCPUs or I/O threads, or the number of one of them, is no such number',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
