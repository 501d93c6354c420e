import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/bad-node-set',
  severity: 'error',
  summary: 'The host nodes of a memory device cannot be read',
  why: 'libvirt refuses the domain: it reads numbers and ranges by comma, and exclusions such as ^3.',
  reference: 'https://libvirt.org/formatdomain.html#memory-devices',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
