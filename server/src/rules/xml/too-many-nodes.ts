import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'xml/too-many-nodes',
  severity: 'warning',
  summary: 'The file has more than 200,000 elements, attributes and texts',
  why: 'What comes after is not checked: domains are read while you type.',
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
