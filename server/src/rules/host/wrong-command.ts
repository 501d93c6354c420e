import { readingRule } from '../rule.ts';

export default readingRule({
  id: 'host/wrong-command',
  severity: 'error',
  summary: "The host file holds the output of a command that does not describe the host's nodes",
  why: "Many commands print something of a host's nodes. Only few tell which nodes exist, how large they are and which CPUs they have.",
  reference: 'https://man7.org/linux/man-pages/man8/numactl.8.html',
  fix: 'none',
  since: '0.1.0',
  drivers: 'any',
});
