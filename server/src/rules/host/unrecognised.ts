import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/unrecognised',
  severity: 'error',
  summary: 'The host file describes no host in any known format',
  why: "Without the host's facts, every check that compares a guest with its host rests.",
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
