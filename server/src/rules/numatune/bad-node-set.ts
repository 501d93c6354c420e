import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'numatune/bad-node-set',
  severity: 'error',
  summary: 'A host node set cannot be read, or nothing is left in it',
  why: 'libvirt refuses the domain with one message for every kind of mistake, which does not say where in the set it is.',
  reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
