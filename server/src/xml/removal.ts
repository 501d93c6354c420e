import type { Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { fix } from './problemList.ts';
import type { Scan } from './scan.ts';
import { unitAt } from './scan.ts';

/** The fix that takes a stretch out, with its line where nothing else stands on it. Never called safe. */
export function removal(scan: Scan, title: string, range: SourceRange): Fix {
  return fix(title, false, wholeLines(scan, range), '');
}

const LF = 10;
const CR = 13;
const WIDEST_INDENT = 200;

function wholeLines(scan: Scan, range: SourceRange): SourceRange {
  let { start, end } = range;
  while (start > 0 && range.start - start < WIDEST_INDENT && isBlank(scan, start - 1)) start--;
  while (end - range.end < WIDEST_INDENT && isBlank(scan, end)) end++;
  scan.steps += range.start - start + end - range.end + 2;
  const before = start === 0 ? LF : unitAt(scan, start - 1);
  if (before !== LF && before !== CR) return range;
  if (unitAt(scan, end) === CR && unitAt(scan, end + 1) === LF) return { start, end: end + 2 };
  if (unitAt(scan, end) === LF || unitAt(scan, end) === CR) return { start, end: end + 1 };
  return range;
}

function isBlank(scan: Scan, at: number): boolean {
  const unit = unitAt(scan, at);
  return unit === 0x20 || unit === 9;
}
