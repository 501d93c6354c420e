import { removeElement, writeValue } from '../../domain/edit.ts';
import type { Cell, DomainModel } from '../../domain/model.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'cells/bad-distance',
    severity: 'error',
    summary: 'A distance between guest cells is impossible, or names a cell that is not there',
    why: 'libvirt refuses the domain: a cell is at distance 10 from itself and further from every other.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['distances'],
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    for (const cell of domain.cells) {
      if (cell.distances !== undefined && cell.siblings.length === 0) {
        yield {
          range: cell.distances.source.name,
          message: '<distances> has no <sibling>: libvirt refuses it',
          fixes: [
            {
              title: 'Remove <distances>',
              safe: true,
              edits: [removeElement(text, cell.distances)],
            },
          ],
        };
      }
      for (const sibling of cell.siblings) yield* check(context, cell, sibling);
    }
  },
);

function* check(
  { text, domain }: DomainContext,
  cell: Cell,
  sibling: Cell['siblings'][number],
): Generator<Report> {
  const { id, value } = sibling;
  if (id?.value === undefined) return;
  if (id.value >= domain.cells.length) {
    const whole = cell.siblings.length === 1 ? cell.distances : undefined;
    yield {
      range: id.range,
      message: `there is no guest cell ${id.value}; the guest has ${cellsOf(domain)}`,
      fixes: [
        {
          title: 'Remove this distance',
          safe: false,
          edits: [removeElement(text, whole ?? sibling)],
        },
      ],
    };
    return;
  }
  if (value?.value === undefined || cell.cellId === undefined) return;
  const isSelf = id.value === cell.cellId;
  if (isSelf === (value.value === 10)) return;
  const right = isSelf ? '10' : '20';
  yield {
    range: value.range,
    message: isSelf
      ? `a cell is at distance 10 from itself, not ${value.value}`
      : `10 is the distance of a cell from itself: cell ${id.value} is another, and further from cell ${cell.cellId}`,
    fixes: [
      {
        title: `Change the distance to ${right}`,
        safe: isSelf,
        edits: writeValue(sibling, 'value', right),
      },
    ],
  };
}

function cellsOf({ cells }: DomainModel): string {
  return numbered(
    'cell',
    cells.flatMap((cell) => cell.cellId ?? []),
  );
}
