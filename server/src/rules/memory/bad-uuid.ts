import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'memory/bad-uuid',
  severity: 'error',
  summary: 'The UUID of an NVDIMM cannot be read',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#memory-devices',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
