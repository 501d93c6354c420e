import {
  cellsWithMemory,
  effectiveMode,
  memnodesByCell,
  memoryPolicy,
} from '../../domain/policy.ts';
import { facetsOf } from '../../host/topology.ts';
import { harmless } from '../../placement/hazards.ts';
import type { Fix } from '../../text/finding.ts';
import type { CellId } from '../../vocabulary/define.ts';
import { bindLooseCells } from '../bindLooseCells.ts';
import { domainRule, type DomainContext } from '../rule.ts';
import { numbered, verb } from '../words.ts';

/** Information, and no warning: libvirt does what is written, and a cell may be left loose on purpose. */
export default domainRule(
  {
    id: 'cells/partly-bound',
    severity: 'information',
    summary: 'Some guest cells have a `<memnode>`, the others are bound to no node',
    why: 'Without a `<memory>` in `<numatune>` a cell that has no `<memnode>` takes its memory from any node of the host, also from those of the bound cells.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
  },
  function* (context) {
    const { domain } = context;
    if (memoryPolicy(domain).kind !== 'none' || domain.numatune === undefined) return;
    const bound = memnodesByCell(domain);
    const isEachOfACell = bound.size === domain.numatune.memnodes.length;
    if (!isEachOfACell || [...bound.keys()].some((cell) => cell >= domain.cells.length)) return;
    const cells = cellsWithMemory(domain);
    const loose = cells.filter(({ cellId }) => cellId !== undefined && !bound.has(cellId));
    const ids = loose.flatMap(({ cellId }) => cellId ?? []);
    if (loose.length === 0 || loose.length === cells.length) return;
    yield {
      range: domain.numatune.source.name,
      message: `${numbered('cell', ids)} ${verb(ids, 'has', 'have')} no <memnode>, and there is no <memory>: ${verb(ids, 'its', 'their')} memory comes from any node of the host`,
      related: loose
        .slice(0, RELATED_LIMIT)
        .map(({ id, source }) => ({ range: id?.range ?? source.name, message: 'not bound' })),
      fixes: bindingFixes(context, ids),
    };
  },
);

/** In the mode of the others, where they have one. */
function bindingFixes(context: DomainContext, loose: readonly CellId[]): readonly Fix[] {
  const { domain, host } = context;
  const modes = new Set((domain.numatune?.memnodes ?? []).map(effectiveMode));
  const [mode] = modes;
  if (host === undefined || !facetsOf(host).has('total') || !facetsOf(host).has('cpus')) return [];
  if (modes.size !== 1 || mode === undefined || mode === 'interleave') return [];
  const proposal = bindLooseCells(context, host, loose, mode, harmless(context));
  return proposal === undefined ? [] : [proposal.fix];
}

/** Nobody looks at more places. */
const RELATED_LIMIT = 16;
