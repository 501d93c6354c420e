import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/empty',
  severity: 'error',
  summary: 'The host file is empty',
  why: "Without the host's facts, every check that compares a guest with its host rests.",
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
