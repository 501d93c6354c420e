import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'pinning/bad-word',
  severity: 'error',
  summary: 'A placement, a scheduler, or a switch of a vCPU is no word that libvirt knows',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
