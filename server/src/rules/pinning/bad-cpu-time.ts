import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'pinning/bad-cpu-time',
  severity: 'error',
  summary: 'A period, a quota or the shares are out of range, or no number',
  why: 'libvirt refuses the domain when it is defined; shares out of range it refuses when the guest is started.',
  reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
