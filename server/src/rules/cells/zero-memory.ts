import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/zero-memory',
    severity: 'error',
    summary: 'A guest cell has no memory',
    why: 'libvirt stores such a cell, and QEMU refuses to start with it: a memory backend cannot have size 0.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'none',
    since: '0.1.0',
    about: ['cell'],
  },
  function* ({ domain }) {
    for (const cell of domain.cells) {
      if (cell.bytes !== 0n || cell.memory === undefined) continue;
      yield {
        range: cell.memory.range,
        message: `cell ${cell.cellId ?? ''} has no memory: QEMU refuses to start with a cell of size 0`,
      };
    }
  },
);
