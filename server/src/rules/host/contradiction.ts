import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/contradiction',
  severity: 'warning',
  summary: 'Two descriptions of one host state different things',
  why: 'The earlier one is used. Either may be outdated, or from another machine, and the findings on guests are then wrong.',
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
