import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/bad-glob',
  severity: 'error',
  summary: 'A pattern of files, names or rules cannot be read, and matches nothing',
  why: 'Files that it was to name are held against no host, or against another one.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
