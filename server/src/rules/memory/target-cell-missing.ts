import { needsCell } from '../../domain/policy.ts';
import { appendChildren } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

export default domainRule(
  {
    id: 'memory/target-cell-missing',
    severity: 'error',
    summary: 'A memory device names no guest cell, and the guest has cells',
    why: 'libvirt refuses the domain: it must know to which cell the memory belongs.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ text, domain }) {
    const { cells, memoryDevices } = domain;
    if (cells.length === 0) return;
    for (const { model, target, node, source } of memoryDevices) {
      if (!needsCell(model?.value) || node?.content !== undefined) continue;
      yield {
        range: node?.source.name ?? target?.source.name ?? source.name,
        message: `the ${model?.value ?? 'device'} has no <node>: the guest has ${countedFrom0('cell', cells.length)}, and libvirt must know to which it belongs`,
        fixes:
          target === undefined || node !== undefined
            ? []
            : [
                {
                  title: 'Give it to cell 0',
                  safe: cells.length === 1,
                  edits: [appendChildren(text, target, ['<node>0</node>'])],
                },
              ],
      };
    }
  },
);
