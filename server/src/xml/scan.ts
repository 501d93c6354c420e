import { isSpace, stopsToken } from './characters.ts';

/** A place in a text that moves forward, and the work done so far. */
export interface Scan {
  readonly text: string;
  /** The text's length, or where reading is to stop. */
  readonly end: number;
  pos: number;
  /** Characters looked at. Everything that looks at characters adds to it, so that linearity can be tested without a clock. */
  steps: number;
  /** What was searched for and does not come any more, so that it is never searched for again. */
  readonly absent: Set<string>;
}

export function startScan(text: string, start = 0, end = text.length): Scan {
  return { text, end, pos: start, steps: 0, absent: new Set() };
}

/** The UTF-16 unit at an offset, or -1 outside. */
export function unitAt(scan: Scan, offset: number): number {
  return offset < scan.end ? scan.text.charCodeAt(offset) : -1;
}

export function startsWith(scan: Scan, what: string, offset = scan.pos): boolean {
  scan.steps += what.length;
  return offset + what.length <= scan.end && scan.text.startsWith(what, offset);
}

/** The first offset from `from` on that is not white space. */
export function afterSpace(scan: Scan, from: number): number {
  const { text, end } = scan;
  let i = from;
  while (i < end && isSpace(text.charCodeAt(i))) i++;
  scan.steps += i - from + 1;
  return i;
}

/** The end of a name, or of what stands in a name's place: the next white space or one of `< > / = " '`. */
export function afterToken(scan: Scan, from: number): number {
  const { text, end } = scan;
  let i = from;
  while (i < end && !stopsToken(text.charCodeAt(i))) i++;
  scan.steps += i - from + 1;
  return i;
}

/** The first offset from `from` on whose unit is one of `units`, or the end. */
export function nextOf(scan: Scan, from: number, units: readonly number[]): number {
  const { text, end } = scan;
  let i = from;
  while (i < end && !units.includes(text.charCodeAt(i))) i++;
  scan.steps += i - from + 1;
  return i;
}

/**
 * The next occurrence, or -1. A search that finds nothing is done once per text, so the price of all searches is
 * what lies between them plus one text length.
 */
export function find(scan: Scan, what: string, from: number): number {
  if (scan.absent.has(what)) return -1;
  const found = scan.text.indexOf(what, from);
  if (found < 0 || found + what.length > scan.end) {
    scan.absent.add(what);
    scan.steps += scan.end - from;
    return -1;
  }
  scan.steps += found - from + what.length;
  return found;
}

/** The end of the line that holds `from`: before its LF or CR. */
export function lineEnd(scan: Scan, from: number): number {
  return nextOf(scan, from, [10, 13]);
}

/** `end` without the white space before it, not before `start`. */
export function withoutTrailingSpace(scan: Scan, start: number, end: number): number {
  let i = end;
  while (i > start && isSpace(scan.text.charCodeAt(i - 1))) i--;
  scan.steps += end - i + 1;
  return i;
}
