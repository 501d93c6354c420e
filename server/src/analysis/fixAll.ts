import type { DomainModel } from '../domain/model.ts';
import { applyEdits, editsClash, type TextEdit } from '../text/edit.ts';
import type { Fix } from '../text/finding.ts';
import { compareRanges, type SourceRange } from '../text/range.ts';
import { analyze, type Analysis } from './analyze.ts';
import type { World } from './world.ts';
import { startPieces } from './pieces.ts';

/** A text with all safe fixes applied, and the edits that lead there from the given text: in order, without overlaps. */
export interface FixedText {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** 'all': also fixes that are not safe, the first of each finding: only where the user asked for exactly that. */
export type Which = 'safe' | 'all';

/** One fix may bring to light another's place; more often than this it does not. */
const MOST_PASSES = 10;

/**
 * Applies the first safe fix of every finding, leaving out in each pass those that clash with an earlier one, until nothing
 * safe is left. Of the safe ones, none that would add, remove or change a memory mode is applied, whatever its rule says of it.
 */
export function fixAll(text: string, world: World, which: Which = 'safe'): FixedText {
  const analysis = analyze(text, world);
  return analysis === undefined ? { text, edits: [] } : fixAllOf(analysis, which);
}

/** `fixAll` for a text that is analysed already. */
export function fixAllOf(analysis: Analysis, which: Which = 'safe'): FixedText {
  const pieces = startPieces(analysis.text);
  let current: Analysis | undefined = analysis;
  let { text } = analysis;
  for (let pass = 0; pass < MOST_PASSES && current !== undefined; pass++) {
    const edits = editsOf(current, which);
    if (edits.length === 0) break;
    pieces.apply(edits);
    text = applyEdits(text, edits);
    current = analyze(text, analysis.world);
  }
  return { text, edits: pieces.edits() };
}

/** The edits of the first fixes that go together, in the order of the text. */
function editsOf({ findings, domains, text }: Analysis, which: Which): readonly TextEdit[] {
  const modes = modeRanges(domains);
  const taken: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix = which === 'all' ? fixes[0] : fixes.find(({ safe }) => safe);
    if (fix === undefined || !changesText(fix, text)) continue;
    if (which === 'safe' && changesMode(fix, modes)) continue;
    if (!clashes(fix, taken)) insert(taken, fix.edits);
  }
  return taken;
}

/** A fix that changes nothing would come up in every pass. */
const changesText = ({ edits }: Fix, text: string): boolean =>
  edits.some(({ range, newText }) => text.slice(range.start, range.end) !== newText);

interface ModeRange {
  readonly whole: SourceRange;
  readonly value: SourceRange;
}

/** Where modes are written, in the order of the text. */
function modeRanges(domains: readonly DomainModel[]): readonly ModeRange[] {
  const elements = domains.flatMap(({ numatunes }) =>
    numatunes.flatMap(({ memory, memnodes }) => [...(memory ? [memory] : []), ...memnodes]),
  );
  return elements
    .flatMap(({ mode }) => (mode === undefined ? [] : [{ whole: mode.whole, value: mode.range }]))
    .sort((a, b) => compareRanges(a.whole, b.whole));
}

/** Whether an edit writes a mode, or touches one that is written. Quotes put around a mode leave it what it is. */
function changesMode({ edits }: Fix, modes: readonly ModeRange[]): boolean {
  return edits.some(({ range, newText }) => {
    if (/\bmode\s*=/.test(newText)) return true;
    const next = modes[firstFrom(modes, ({ whole }) => whole.end >= range.start)];
    if (next === undefined || next.whole.start > range.end) return false;
    if (range.start < range.end)
      return range.start < next.whole.end && next.whole.start < range.end;
    return !/^["']?$/.test(newText) && next.whole.start < range.start && range.end < next.whole.end;
  });
}

/** Whether one of the fix's edits clashes with one of the taken, which are in the order of the text. */
function clashes({ edits }: Fix, taken: readonly TextEdit[]): boolean {
  return edits.some((edit) => {
    const at = firstFrom(taken, (other) => other.range.end >= edit.range.start);
    for (let i = at; i < taken.length; i++) {
      const other = taken[i];
      if (other === undefined || other.range.start > edit.range.end) return false;
      if (editsClash(edit, other)) return true;
    }
    return false;
  });
}

function insert(taken: TextEdit[], edits: readonly TextEdit[]): void {
  for (const edit of edits) {
    const at = firstFrom(taken, (other) => compareRanges(other.range, edit.range) > 0);
    taken.splice(at, 0, edit);
  }
}

/** The index of the first item, of items in order, for which the condition holds; it holds for all behind it. */
function firstFrom<T>(items: readonly T[], condition: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && condition(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
