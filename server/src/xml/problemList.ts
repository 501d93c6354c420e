import type { Fix, Problem, Related, Severity } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type { Code } from './codes.ts';

/** What a report may hold besides code, range and message. */
export interface Extras {
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly severity?: Severity;
}

/** Collects problems up to a limit, so that memory stays bounded for any text. */
export interface ProblemList {
  readonly problems: Problem[];
  readonly limit: number;
  cut: boolean;
}

export function problemList(limit: number): ProblemList {
  return { problems: [], limit, cut: false };
}

export function report(
  list: ProblemList,
  code: Code,
  range: SourceRange,
  message: string,
  extras: Extras = {},
): void {
  if (list.problems.length >= list.limit) list.cut = true;
  else list.problems.push({ rule: `xml/${code}`, range, message, ...extras });
}

/** One edit as a fix. */
export function fix(title: string, safe: boolean, range: SourceRange, newText: string): Fix {
  return { title, safe, edits: [{ range, newText }] };
}

/** The fix that puts a text in at an offset. */
export function insertion(title: string, safe: boolean, at: number, newText: string): Fix {
  return fix(title, safe, { start: at, end: at }, newText);
}

/** A name or value as written, short enough for a message, on one line. */
export function shown(written: string): string {
  const line = written.slice(0, SHOWN + 1).replace(/[\s\0-\x1f]+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}

const SHOWN = 40;
