import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'numatune/bad-mode',
  severity: 'error',
  summary: 'A memory mode is none of strict, preferred, interleave and restrictive',
  why: 'libvirt refuses the domain. It compares the word letter by letter, in lower case.',
  reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
