import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'pinning/missing-attribute',
  severity: 'error',
  summary: 'A pin, a scheduler, or the state of a vCPU lacks an attribute that libvirt requires',
  why: 'libvirt refuses the domain.',
  reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
