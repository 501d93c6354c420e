import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/unreadable',
  severity: 'error',
  summary: 'The configured host file cannot be read',
  why: "Without the host's facts, every check that compares a guest with its host rests. The file may be missing, be a folder, or not be allowed to be read; in restricted mode only files inside the workspace folder are read.",
  reference: 'https://libvirt.org/formatcaps.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
