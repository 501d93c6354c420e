import { formatBytes, formatCount } from '../host/format.ts';
import type { MemoryKind } from '../placement/landing.ts';
import { fitsAll } from '../placement/plan.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import { capacityFor, usedOf } from '../placement/usage.ts';
import { displayCells } from './displayCells.ts';
import { kindsOf, MODEL_NOTE, takenFrom, takenText, type PlanReport } from './plan.ts';
import { NOTHING_TO_SUGGEST, sayMoved, sayUnhelped, type SuggestedPlan } from './planSuggested.ts';
import { styleFor, type Style } from './style.ts';
import { visible } from './visible.ts';

export interface PlanLook {
  readonly colour: boolean;
  /** Of the terminal. */
  readonly columns: number;
  /** false: bars of `#` and `.`, for terminals that know no other characters. */
  readonly unicode: boolean;
}

/**
 * A plan for a terminal: for each kind of memory a table of guests and nodes with bars, what is taken in sum, then what becomes
 * of each guest. No line of a table is wider than the terminal, nodes that do not fit beside each other go below each other;
 * nothing that came from a file reaches the terminal as a control character.
 */
export function planTable(report: PlanReport, look: PlanLook): string {
  const { host, guests, others, basis, suggested } = report;
  const style = styleFor(look.colour);
  const of = basis === 'free' ? 'of what was free at capture' : 'of all memory without the reserve';
  const heading = `${host.name}: ${formatCount(guests.length, 'guest')} on ${formatCount(host.nodes.size, 'node')}, ${of}`;
  const sections = kindsOf(guests).map((kind) => kindTable(report, kind, look, style));
  const fates = guests.map(({ name, binding, landing }) => {
    const said = `${sayOutcome(landing)}${landing.isIncomplete ? '; a size is unknown and left out' : ''}`;
    const told = fitsAll(landing) ? style.good(said) : style.severity('error', said);
    return `${style.strong(visible(name))}: ${formatBytes(landing.demand)}, ${visible(binding)}: ${told}\n`;
  });
  const left = others.map(
    ({ name, path, why }) =>
      `${style.strong(visible(name))} (${visible(path)}) is not counted: ${visible(why)}\n`,
  );
  return [
    `${style.strong(visible(heading))}\n${style.faint(MODEL_NOTE)}\n`,
    ...sections,
    [...fates, ...left].join(''),
    ...(suggested === undefined ? [] : suggestedSections(report, suggested, look, style)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What is suggested for whom, and the tables when that is followed. */
function suggestedSections(
  report: PlanReport,
  { moved, unhelped, guests, used }: SuggestedPlan,
  look: PlanLook,
  style: Style,
): readonly string[] {
  const heading = (text: string): string => style.strong(`${text}\n`);
  if (moved.length + unhelped.length === 0) return [heading(NOTHING_TO_SUGGEST)];
  const line = (name: string, told: string): string => `${style.strong(visible(name))}: ${told}\n`;
  const lines = [
    ...moved.map((one) => line(one.name, style.good(visible(sayMoved(one))))),
    ...unhelped.map((one) => line(one.name, style.severity('error', visible(sayUnhelped(one))))),
  ];
  if (moved.length === 0) return [lines.join('')];
  const [first, ...tables] = kindsOf(guests).map((kind) =>
    kindTable({ ...report, guests, used }, kind, look, style),
  );
  return [
    `${heading('suggested')}${lines.join('')}`,
    `${heading('as suggested')}${first ?? ''}`,
    ...tables,
  ];
}

const NAME_LIMIT = 24;
const GAP = '  ';
const SHORTEST_BAR = 4;
const LONGEST_BAR = 16;

function kindTable(
  { host, guests, basis, used }: PlanReport,
  kind: MemoryKind,
  look: PlanLook,
  style: Style,
): string {
  const nodes = [...host.nodes.values()].map((node) => ({
    id: node.id,
    has: capacityFor(node, kind, basis),
    used: usedOf(used, kind, node.id),
  }));
  const rows = guests
    .map(({ name, landing }) => ({ name, taken: takenFrom(landing, kind) }))
    .filter(({ taken }) => taken.size > 0);
  if (kind.kind === 'pool' && rows.length === 0) return '';
  const title = kind.kind === 'pool' ? `${formatBytes(kind.pageSize)} pages` : 'memory';
  const names = ['in sum', title, ...rows.map(({ name }) => name)];
  const nameWidth = Math.min(NAME_LIMIT, Math.max(...names.map(widthOf)));
  const sizeWidth = Math.max(
    ...nodes.map(({ has, used: sum }) => Math.max(sizeOf(has).length, sizeOf(sum).length)),
    ...rows.flatMap(({ taken }) => [...taken.values()].map((one) => takenText(one).length)),
    1,
  );
  const room = Math.max(look.columns - nameWidth, 0);
  const least = GAP.length + SHORTEST_BAR + 1 + sizeWidth;
  const beside = Math.max(1, Math.min(nodes.length, Math.floor(room / least)));
  const forBar = Math.floor(room / beside) - GAP.length - 1 - sizeWidth;
  const width = Math.max(1, Math.min(LONGEST_BAR, forBar));
  const most = nodes.reduce((max, { has = 0n }) => (has > max ? has : max), 1n);
  const draw = (bytes: bigint, of: bigint, spill = false): string =>
    bar(bytes, of, most, width, look.unicode ? (spill ? '▒░' : '█░') : spill ? '+.' : '#.');
  const line = (name: string, cells: readonly (readonly [bars: string, size: string])[]): string =>
    `${[
      fitted(name, nameWidth),
      ...cells.map(([bars, size]) => `${bars} ${size.padStart(sizeWidth)}`),
    ]
      .join(GAP)
      .trimEnd()}\n`;
  const blocks: string[] = [];
  for (let first = 0; first < nodes.length; first += beside) {
    const shown = nodes.slice(first, first + beside);
    blocks.push(
      style.strong(
        `${[fitted(title, nameWidth), ...shown.map(({ id }) => `node ${id}`.padEnd(width + 1 + sizeWidth))].join(GAP).trimEnd()}\n`,
      ),
      line(
        'has',
        shown.map(({ has }) => [draw(0n, has ?? 0n), sizeOf(has)]),
      ),
      ...rows.map(({ name, taken }) =>
        line(
          name,
          shown.map(({ id }) => {
            const one = taken.get(id);
            return one === undefined
              ? [draw(0n, 0n), '-']
              : [draw(one.bytes, 0n, one.spill), takenText(one)];
          }),
        ),
      ),
      line(
        'in sum',
        shown.map(({ has, used: sum }) => [draw(sum, has ?? 0n), sizeOf(sum)]),
      ),
    );
  }
  return blocks.join('');
}

const sizeOf = (bytes: bigint | undefined): string =>
  bytes === undefined ? '?' : bytes === 0n ? '-' : formatBytes(bytes);

/**
 * A bar on the scale on which `most` fills the width, padded to it: what is taken, then what is left of `of`. Something is never
 * nothing: it has a column at least.
 */
function bar(bytes: bigint, of: bigint, most: bigint, width: number, marks: string): string {
  const columns = (size: bigint): number =>
    size <= 0n
      ? 0
      : Math.max(1, Math.min(width, Number((size * BigInt(width) * 2n + most) / (most * 2n))));
  const [taken = '', left = ''] = marks;
  const filled = columns(bytes);
  return (taken.repeat(filled) + left.repeat(Math.max(0, columns(of) - filled))).padEnd(width);
}

function widthOf(text: string): number {
  return displayCells(text, 0, text.length).reduce((sum, { width }) => sum + width, 0);
}

/** Exactly so many columns: cut with an ellipsis, or filled up. */
function fitted(text: string, columns: number): string {
  const cells = displayCells(text, 0, Math.min(text.length, columns * 4));
  const whole = cells.reduce((sum, { width }) => sum + width, 0);
  if (whole <= columns && text.length <= columns * 4)
    return cells.map(({ shown }) => shown).join('') + ' '.repeat(columns - whole);
  let shown = '';
  let width = 0;
  for (const cell of cells) {
    if (width + cell.width > columns - 1) break;
    shown += cell.shown;
    width += cell.width;
  }
  return `${shown}…${' '.repeat(columns - 1 - width)}`;
}
