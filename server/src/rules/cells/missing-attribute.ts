import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'cells/missing-attribute',
  severity: 'error',
  summary: 'A part of the guest topology lacks an attribute that libvirt requires',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
