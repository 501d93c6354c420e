import { applyEdits, editsClash, type TextEdit } from '../text/edit.ts';
import type { Finding } from '../text/finding.ts';
import { analyze, type Analysis } from './analyze.ts';

/** A text after its safe fixes, and the edits that lead there; no edits when there is nothing to fix. */
export interface FixedText {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** A fix can bring another mistake to light; so often it is looked again. */
const PASSES = 10;

/** Applies the first fix of each finding where it is safe, again and again until nothing safe is left. */
export function fixAll({ text, world, findings }: Analysis): FixedText {
  let current = text;
  let only: readonly TextEdit[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const edits = safeEdits(pass === 0 ? findings : (analyze(current, world)?.findings ?? []));
    if (edits.length === 0) break;
    only = pass === 0 ? edits : [];
    current = applyEdits(current, edits);
  }
  if (only.length > 0) return { text: current, edits: only };
  return { text: current, edits: current === text ? [] : [difference(text, current)] };
}

/** The edits of the first fix of each finding where it is safe, but for those that clash with an earlier one's. */
function safeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes } of findings) {
    const [fix] = fixes;
    if (fix?.safe !== true) continue;
    if (fix.edits.some((edit) => chosen.some((other) => editsClash(edit, other)))) continue;
    chosen.push(...fix.edits);
  }
  return chosen;
}

/** One edit from one text to the other, without what they have in common at both ends. */
function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return {
    range: { start, end: before.length - tail },
    newText: after.slice(start, after.length - tail),
  };
}
