import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/no-numa',
  severity: 'warning',
  summary: 'A description of the host lists no NUMA nodes',
  why: 'A kernel or container without access to NUMA lists nothing that a guest could be compared with, so those checks rest.',
  reference: 'https://man7.org/linux/man-pages/man8/numactl.8.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
