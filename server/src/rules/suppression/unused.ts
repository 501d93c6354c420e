import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'suppression/unused',
  severity: 'information',
  summary: 'A comment, or an entry of the configuration, suppresses findings that there are not',
  why: 'Whoever reads the file takes for accepted what is not there, and the comment would hide a later mistake.',
  reference: 'https://www.w3.org/TR/xml/#sec-comments',
  fix: 'suggested',
  since: '0.1.0',
  drivers: 'any',
});
