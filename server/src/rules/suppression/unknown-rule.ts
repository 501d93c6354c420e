import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'suppression/unknown-rule',
  severity: 'warning',
  summary: 'A comment suppresses a rule that does not exist',
  why: 'The comment does nothing: a finding that it was to hide is shown.',
  reference: 'https://www.w3.org/TR/xml/#sec-comments',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
