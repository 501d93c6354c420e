import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'cells/bad-word',
  severity: 'error',
  summary: 'A word in the guest topology is none that libvirt knows',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
