import type { DomainModel } from '../domain/model.ts';
import { bindingsOf, memoryPolicy } from '../domain/policy.ts';
import { formatIdSet } from '../host/format.ts';
import { numbered } from '../rules/words.ts';
import type { MapPlan } from './model.ts';

/** So many cells are told one by one. */
const CELLS_TOLD = 4;

/** How a guest's memory is bound, for a card of the map. */
export function planWords(domain: DomainModel): Pick<MapPlan, 'mode' | 'nodes'> {
  const bindings = bindingsOf(domain);
  const policy = memoryPolicy(domain);
  if (bindings.length === 0) {
    if (policy.kind === 'auto') return { mode: `${policy.mode}, nodes by numad`, nodes: '' };
    return { mode: policy.kind === 'unknown' ? 'unknown' : 'no numatune', nodes: '' };
  }
  const modes = [...new Set(bindings.map(({ mode }) => mode))];
  const isWhole = bindings.length === Math.max(1, domain.cells.length);
  const sets = bindings.map(({ cell, nodeset }) => ({
    cell: cell?.cellId,
    words: nodeset.value === undefined ? '' : numbered('node', nodeset.value.values),
  }));
  const [first] = sets;
  const mode = modes.join(' and ');
  if (isWhole && sets.every(({ words }) => words === first?.words))
    return { mode, nodes: first?.words ?? '' };
  const told = sets
    .slice(0, CELLS_TOLD)
    .map(({ cell, words }) => `cell ${cell === undefined ? '?' : String(cell)} on ${words}`);
  const rest = sets.length - told.length;
  return { mode, nodes: [...told, ...(rest > 0 ? [`${rest} more`] : [])].join(', ') };
}

/** `strict on node 0`, `strict with cell 0 on node 0, cell 1 on node 1`, `no numatune`. */
export function sayPlan({ mode, nodes }: Pick<MapPlan, 'mode' | 'nodes'>): string {
  if (nodes === '') return mode;
  return `${mode} ${nodes.startsWith('cell') ? 'with' : 'on'} ${nodes}`;
}

/** What a plan comes to: two of the same are one. */
export function signatureOf(domain: DomainModel): string {
  const policy = memoryPolicy(domain);
  const bindings = bindingsOf(domain).map(
    ({ cell, mode, nodeset }) =>
      `${cell?.cellId ?? ''} ${mode} ${nodeset.value === undefined ? '' : formatIdSet(nodeset.value.values)}`,
  );
  return `${policy.kind}: ${bindings.join('; ')}`;
}
