import { isSpace } from './characters.ts';
import type { Scan } from './scan.ts';
import { afterSpace, afterToken, nextOf, unitAt, withoutTrailingSpace } from './scan.ts';

export const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
export const EQUALS = 0x3d;
const QUESTION = 0x3f;
const LF = 10;
const CR = 13;

export function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27;
}

/** Where the value behind an opening quote ends, and whether a quote ends it. */
export interface QuotedEnd {
  readonly end: number;
  readonly closed: boolean;
  /** The offset of the first `<` in the value, or -1. */
  readonly lt: number;
}

/**
 * Finds the end of the value that the quote at `open` begins. The next quote of its kind ends it, as XML has it;
 * only if the text then goes on as no tag does is the value taken for open, and ended where its author must have
 * stopped: at the line's end, the tag's end or the next attribute.
 *
 * Linear over the whole text: a search that passes over a stretch proves that no quote of its kind is in it, so no
 * later search of that kind begins there.
 */
export function quotedEnd(scan: Scan, open: number): QuotedEnd {
  const quote = unitAt(scan, open);
  const first = quoteOrLt(scan, open + 1, quote);
  if (unitAt(scan, first) === quote) {
    if (goesOnAsTag(scan, first + 1) || !endsLikeAttribute(scan, open + 1, first))
      return { end: first, closed: true, lt: -1 };
  } else if (first < scan.end && nextOf(scan, open + 1, [LF, CR, LT]) === first) {
    const second = nextOf(scan, first, [quote, LF, CR]);
    if (unitAt(scan, second) === quote && goesOnAsTag(scan, second + 1))
      return { end: second, closed: true, lt: first };
  }
  return { end: openEnd(scan, open + 1), closed: false, lt: -1 };
}

function quoteOrLt(scan: Scan, from: number, quote: number): number {
  const { text, end } = scan;
  let i = from;
  for (; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === quote || unit === LT) break;
  }
  scan.steps += i - from + 1;
  return i;
}

/**
 * The end of a value that begins at `from` without a quote: the quote that ends it, if it comes before anything else
 * that a value without quotes cannot hold; else the next white space or the end of the tag.
 */
export function unquotedEnd(scan: Scan, from: number): number {
  const stop = nextOf(scan, from, [0x22, 0x27, EQUALS, LT, GT, LF, CR]);
  if (isQuote(unitAt(scan, stop))) return stop;
  let i = from;
  while (i < scan.end) {
    const unit = scan.text.charCodeAt(i);
    if (isSpace(unit) || isQuote(unit) || unit === LT || unit === GT) break;
    if (unit === SLASH && unitAt(scan, i + 1) === GT) break;
    i++;
  }
  scan.steps += i - from + 1;
  return i;
}

/** Whether `name="` begins at `from`, with or without white space round the `=`. */
export function looksLikeAttribute(scan: Scan, from: number): boolean {
  const end = afterToken(scan, from);
  if (end === from) return false;
  const equals = afterSpace(scan, end);
  return unitAt(scan, equals) === EQUALS && isQuote(unitAt(scan, afterSpace(scan, equals + 1)));
}

function goesOnAsTag(scan: Scan, at: number): boolean {
  const unit = unitAt(scan, at);
  return unit < 0 || isSpace(unit) || unit === GT || unit === SLASH || unit === QUESTION;
}

/** Whether the stretch ends in ` name=`: then the quote behind it opens the next value and does not close this one. */
function endsLikeAttribute(scan: Scan, start: number, end: number): boolean {
  const equals = withoutTrailingSpace(scan, start, end) - 1;
  if (equals <= start || unitAt(scan, equals) !== EQUALS) return false;
  const nameEnd = withoutTrailingSpace(scan, start, equals);
  let i = nameEnd;
  while (i > start && !isSpace(scan.text.charCodeAt(i - 1))) i--;
  scan.steps += nameEnd - i + 1;
  return i > start && i < nameEnd;
}

function openEnd(scan: Scan, start: number): number {
  let i = start;
  while (i < scan.end) {
    const unit = scan.text.charCodeAt(i);
    if (unit === LT || unit === LF || unit === CR) break;
    if (unit === GT) {
      if (i > start && scan.text.charCodeAt(i - 1) === SLASH) i--;
      break;
    }
    i++;
    if (isSpace(unit) && !isSpace(unitAt(scan, i)) && looksLikeAttribute(scan, i)) break;
  }
  scan.steps += i - start + 1;
  return withoutTrailingSpace(scan, start, i);
}
