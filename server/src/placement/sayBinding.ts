import type { DomainModel } from '../domain/model.ts';
import { bindingsOf, memoryPolicy } from '../domain/policy.ts';
import { formatIdSet } from '../host/format.ts';

/** How a guest's memory is bound: `strict on 0-2`, `cell 0 strict on 0, cell 1 strict on 1`, `not bound`. */
export function sayBinding(domain: DomainModel): string {
  const bindings = bindingsOf(domain);
  const said = bindings.map(({ cell, mode, nodeset }) => ({
    cell: cell?.cellId,
    text: `${mode} on ${nodeset.value === undefined ? '?' : formatIdSet(nodeset.value.values)}`,
  }));
  const [first] = said;
  if (first === undefined) {
    const policy = memoryPolicy(domain);
    return policy.kind === 'auto' ? `${policy.mode} where numad says` : 'not bound';
  }
  const isWhole = bindings.length === Math.max(1, domain.cells.length);
  if (isWhole && said.every(({ text }) => text === first.text)) return first.text;
  const shown = said
    .slice(0, CELLS_LIMIT)
    .map(({ cell, text }) => `cell ${cell === undefined ? '?' : String(cell)} ${text}`);
  return said.length > CELLS_LIMIT ? `${shown.join(', ')} and so on` : shown.join(', ');
}

const CELLS_LIMIT = 8;
