import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'cells/bad-number',
  severity: 'error',
  summary: 'A number in the guest topology is no such number',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
