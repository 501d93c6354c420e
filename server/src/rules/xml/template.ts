import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/template',
  severity: 'information',
  summary: 'The file is a template: placeholders stand where values or elements will come',
  why: 'What libvirt will read there is unknown, so that checks that need it rest. Check what the template engine writes as well.',
  reference: 'https://jinja.palletsprojects.com/en/stable/templates/',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
