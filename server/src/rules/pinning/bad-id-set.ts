import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'pinning/bad-id-set',
  severity: 'error',
  summary:
    'The vCPUs or I/O threads of a scheduler, or the vCPUs of a resctrl group, cannot be read',
  why: 'libvirt refuses the domain: it reads numbers and ranges by comma, and exclusions such as ^3.',
  reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
