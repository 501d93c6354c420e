import type { SourceRange } from './range.ts';

/** Replaces the range's text; an empty range inserts. */
export interface TextEdit {
  readonly range: SourceRange;
  readonly newText: string;
}

/**
 * The text after all edits. Edits may come in any order and must not overlap; two insertions at one place keep
 * their order.
 * @throws RangeError when two edits overlap or one leaves the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.index - b.index);
  let result = '';
  let done = 0;
  for (const { edit } of ordered) {
    const { start, end } = edit.range;
    if (start < done || end < start || end > text.length)
      throw new RangeError(`edit ${start}-${end} overlaps another or leaves the text`);
    result += text.slice(done, start) + edit.newText;
    done = end;
  }
  return result + text.slice(done);
}

/** Whether the two edits can be applied together. Two insertions at one place cannot: their order would be a guess. */
export function editsClash(a: TextEdit, b: TextEdit): boolean {
  if (a.range.start === b.range.start) return true;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}
