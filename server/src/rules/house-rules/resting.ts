import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'house-rules/resting',
  severity: 'information',
  summary: 'House rules do not look at the whole file, as that would take too long',
  why: 'What the rules would say of the file is not known.',
  reference: 'https://www.w3.org/TR/1999/REC-xpath-19991116/',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
