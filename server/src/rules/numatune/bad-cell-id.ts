import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'numatune/bad-cell-id',
  severity: 'error',
  summary: 'The \`cellid\` of a \`<memnode>\` is no number of a guest cell',
  why: 'libvirt refuses the domain: the number must be that of a `<cell>` under `<cpu><numa>`.',
  reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
  fix: 'safe',
  since: '0.1.0',
  drivers: 'any',
});
