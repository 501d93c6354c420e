import { formatBytes } from '../host/format.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import { capacityFor, usedOf } from '../placement/usage.ts';
import { kindsOf, MODEL_NOTE, takenFrom, takenText, type PlanReport } from './plan.ts';
import { NOTHING_TO_SUGGEST, sayMoved, sayUnhelped, type SuggestedPlan } from './planSuggested.ts';
import { visible } from './visible.ts';

/** A plan as Markdown: a table of guests and nodes for each kind of memory, a list of what becomes of whom. */
export function planMarkdown(report: PlanReport): string {
  const { host, basis, guests, others, suggested } = report;
  const fates = guests.map(
    ({ name, binding, landing }) =>
      `- ${escaped(name)}: ${formatBytes(landing.demand)}, ${binding}: ${sayOutcome(landing)}${landing.isIncomplete ? '; a size is unknown and left out' : ''}\n`,
  );
  const left = others.map(
    ({ name, path, why }) =>
      `- ${escaped(name)} (${escaped(path)}) is not counted: ${escaped(why)}\n`,
  );
  const of = basis === 'free' ? 'Of what was free at capture' : 'Of all memory without the reserve';
  return [
    `## ${escaped(host.name)}\n`,
    `${of}; ${MODEL_NOTE}.\n`,
    ...tablesOf(report),
    [...fates, ...left].join(''),
    ...(suggested === undefined ? [] : suggestedSections(report, suggested)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function suggestedSections(report: PlanReport, suggested: SuggestedPlan): readonly string[] {
  const { moved, unhelped, guests, used } = suggested;
  const title = '### Suggested\n';
  if (moved.length + unhelped.length === 0) return [title, `${NOTHING_TO_SUGGEST}\n`];
  const lines = [
    ...moved.map((one) => `- ${escaped(one.name)}: ${sayMoved(one)}\n`),
    ...unhelped.map((one) => `- ${escaped(one.name)}: ${sayUnhelped(one)}\n`),
  ].join('');
  return [title, lines, ...(moved.length === 0 ? [] : tablesOf({ ...report, guests, used }))];
}

function tablesOf({ host, basis, guests, used }: PlanReport): readonly string[] {
  const nodes = [...host.nodes.values()];
  return kindsOf(guests).map((kind) => {
    const title = kind.kind === 'pool' ? `${formatBytes(kind.pageSize)} pages` : 'memory';
    const size = (bytes: bigint | undefined): string =>
      bytes === undefined ? '?' : formatBytes(bytes);
    const rows = guests.map(({ name, landing }) => {
      const taken = takenFrom(landing, kind);
      const cells = nodes.map(({ id }) => {
        const one = taken.get(id);
        return one === undefined ? '' : `${takenText(one)}${one.spill ? ' (spilt)' : ''}`;
      });
      return [escaped(name), ...cells];
    });
    return lines([
      [title, ...nodes.map(({ id }) => `node ${id}`)],
      ['---', ...nodes.map(() => '--:')],
      ...rows.filter(
        (cells) => kind.kind === 'ordinary' || cells.slice(1).some((cell) => cell !== ''),
      ),
      ['**in sum**', ...nodes.map(({ id }) => size(usedOf(used, kind, id)))],
      ['**has**', ...nodes.map((node) => size(capacityFor(node, kind, basis)))],
    ]);
  });
}

const lines = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');

/** Text out of a file can become no markup, and no second line. */
function escaped(text: string): string {
  return visible(text).replace(/[!-/:-@[-`{-~]/g, (mark) =>
    /[-.,']/.test(mark) ? mark : `\\${mark}`,
  );
}
