import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/too-large',
  severity: 'warning',
  summary: 'A host file is larger than what is read',
  why: 'Reading takes time while you type. The description of a host of thousands of CPUs stays far below the limit.',
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
