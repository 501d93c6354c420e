import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'config/unknown-rule',
  severity: 'warning',
  summary: 'The project configuration speaks of a rule that does not exist',
  why: 'What it says of the rule does nothing: a finding keeps its severity, or is not suppressed.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
