import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/bad-value',
  severity: 'error',
  summary: 'A value in a host file cannot be right, and is not used',
  why: 'Checks that need the value rest. A wrong figure would raise false alarms, or hide true ones.',
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
