import type { LineIndex } from '../text/lineIndex.ts';
import type { SourceRange } from '../text/range.ts';
import { displayCells, type DisplayCell } from './displayCells.ts';

/** A line of a text and what to underline in it. */
export interface Excerpt {
  /** Counted from 1. */
  readonly lineNumber: number;
  /** What stands before, in and behind the range. A long line is cut on both sides of the range's beginning. */
  readonly parts: readonly [string, string, string];
  /** As many terminal columns as the first part has, and at least one `^`. */
  readonly indent: string;
  readonly underline: string;
}

/**
 * The line on which a range begins. A range over several lines is underlined to the end of its first. Costs the same however
 * long the line is.
 */
export function excerptOf(text: string, lines: LineIndex, range: SourceRange): Excerpt {
  const { line } = lines.positionAt(range.start);
  const lineStart = lines.lineStart(line);
  const from = betweenCharacters(text, Math.max(lineStart, range.start - LOOKED_AT));
  const to = betweenCharacters(text, lineEnd(text, range.start));
  const cells = displayCells(text, from, to);
  const left = cells.filter(({ offset }) => offset < range.start).reverse();
  const right = cells.filter(({ offset }) => offset >= range.start);
  const before = fitting(left, COLUMNS_BEFORE).reverse();
  const shown = fitting(right, COLUMNS_BEHIND);
  const inRange = shown.filter(({ offset }) => offset < range.end);
  const isCutBefore = from > lineStart || before.length < left.length;
  const isCutBehind = shown.length < right.length || !endsLine(text, to);
  const head = (isCutBefore ? ELLIPSIS : '') + textOf(before);
  const tail = textOf(shown.slice(inRange.length)) + (isCutBehind ? ELLIPSIS : '');
  return {
    lineNumber: line + 1,
    parts: [head, textOf(inRange), tail.trimEnd()],
    indent: ' '.repeat(widthOf(before) + (isCutBefore ? 1 : 0)),
    underline: '^'.repeat(Math.max(1, widthOf(inRange))),
  };
}

const ELLIPSIS = '…';
const COLUMNS_BEFORE = 60;
const COLUMNS_BEHIND = 80;
/** UTF-16 units on either side; more than the columns, as characters may take no column of their own. */
const LOOKED_AT = 400;

/** The end of the offset's line, or a place on it that is far enough. */
function lineEnd(text: string, offset: number): number {
  const ahead = text.slice(offset, offset + LOOKED_AT);
  const length = ahead.search(/[\r\n]/);
  return offset + (length < 0 ? ahead.length : length);
}

function endsLine(text: string, offset: number): boolean {
  return offset >= text.length || text[offset] === '\n' || text[offset] === '\r';
}

/** The offset, or the one before where it would part a surrogate pair. */
function betweenCharacters(text: string, offset: number): number {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** The first cells, as many as fit the columns. */
function fitting(cells: readonly DisplayCell[], columns: number): DisplayCell[] {
  let left = columns;
  const end = cells.findIndex(({ width }) => (left -= width) < 0);
  return cells.slice(0, end < 0 ? cells.length : end);
}

function textOf(cells: readonly DisplayCell[]): string {
  return cells.map(({ shown }) => shown).join('');
}

function widthOf(cells: readonly DisplayCell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
