import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'numatune/bad-placement',
  severity: 'error',
  summary: 'The placement of \`<memory>\` is neither static nor auto',
  why: 'libvirt refuses the domain. It compares the word letter by letter, in lower case.',
  reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
