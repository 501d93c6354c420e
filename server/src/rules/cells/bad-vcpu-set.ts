import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'cells/bad-vcpu-set',
  severity: 'error',
  summary: 'The vCPUs of a guest cell cannot be read',
  why: 'libvirt refuses the domain: it reads numbers and ranges by comma, and exclusions such as ^3.',
  reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
