import { removeElement, writeValue } from '../domain/edit.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { memnodesByCell } from '../domain/policy.ts';
import { rebound, without } from '../domain/whatIf.ts';
import type { TextEdit } from '../text/edit.ts';
import type { CellId } from '../vocabulary/define.ts';
import { childElements } from '../xml/walk.ts';
import type { Proposal } from './modeFixes.ts';
import type { DomainContext } from './rule.ts';

/** Removing a `<memnode>`. */
export function memnodeRemoval({ domain, text }: DomainContext, memnode: Memnode): Proposal {
  return {
    fix: { title: 'Remove this <memnode>', safe: false, edits: [removal(domain, text, memnode)] },
    after: without(domain, memnode),
  };
}

/** Removes an element of a `<numatune>`; the last one with the `<numatune>`, unless another would take its place. */
export function removal(
  { numatune, numatunes }: DomainModel,
  text: string,
  element: NumatuneMemory | Memnode,
): TextEdit {
  const isLast =
    numatune !== undefined &&
    numatunes.length === 1 &&
    numatune.memnodes.length < 2 &&
    childElements(numatune.element).length === 1;
  return removeElement(text, isLast ? numatune : element);
}

/** The `<memnode>`s for cells that are not there, and the second and further ones of a cell, in document order. */
function misplacedMemnodes(domain: DomainModel): readonly Memnode[] {
  const firsts = new Set(memnodesByCell(domain).values());
  return (domain.numatune?.memnodes ?? []).filter((memnode) => {
    const cell = memnode.cellid?.value;
    return cell !== undefined && (cell >= domain.cells.length || !firsts.has(memnode));
  });
}

/** Giving each misplaced `<memnode>` one of the cells that have none, in order. */
export function cellChanger(domain: DomainModel): (memnode: Memnode) => Proposal | undefined {
  let targets: ReadonlyMap<Memnode, CellId> | undefined;
  return (memnode) => {
    const target = (targets ??= targetsIn(domain)).get(memnode);
    if (target === undefined) return undefined;
    return {
      fix: {
        title: `Change the cell to ${target}, which has no <memnode>`,
        safe: false,
        edits: writeValue(memnode, 'cellid', String(target)),
      },
      after: rebound(domain, [memnode], { cell: target }),
    };
  };
}

function targetsIn(domain: DomainModel): ReadonlyMap<Memnode, CellId> {
  const taken = memnodesByCell(domain);
  const targets = new Map<Memnode, CellId>();
  let cell = 0;
  for (const memnode of misplacedMemnodes(domain)) {
    while (cell < domain.cells.length && taken.has(cell as CellId)) cell++;
    if (cell >= domain.cells.length) break;
    targets.set(memnode, cell as CellId);
    cell++;
  }
  return targets;
}
