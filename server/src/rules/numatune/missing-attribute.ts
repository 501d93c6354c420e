import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'numatune/missing-attribute',
  severity: 'error',
  summary: 'A \`<memnode>\` lacks its \`cellid\` or its \`nodeset\`',
  why: 'libvirt refuses the domain: both are required.',
  reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
