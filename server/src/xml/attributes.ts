import type { Found } from './attribute.ts';
import { readAttribute } from './attribute.ts';
import { reportMissingSpace } from './attributeProblems.ts';
import { GT, LT, SLASH } from './attributeValue.ts';
import { isNameStart, isOddBlank } from './characters.ts';
import { fix, report } from './problemList.ts';
import type { Reading } from './reading.ts';
import { afterSpace, unitAt } from './scan.ts';

/** How a start tag ends: `>`, `/>`, or not at all. */
export type Ending = 'open' | 'empty' | 'unterminated';

/** Reads from `found.end` to the end of a start tag, whatever stands there, and leaves the scan behind it. */
export function readAttributes(reading: Reading, found: Found): Ending {
  const { scan } = reading;
  for (;;) {
    const at = afterSpace(scan, found.end);
    const unit = unitAt(scan, at);
    if (unit < 0 || unit === LT) return halfTyped(reading, found, found.end);
    if (unit === SLASH && stopsBehindSlash(reading, at)) return halfTyped(reading, found, at + 1);
    if (unit === GT) return ended(reading, at + 1, 'open');
    if (unit === SLASH && unitAt(scan, at + 1) === GT) return ended(reading, at + 2, 'empty');
    if (at === found.end && found.afterQuote && isNameStart(scan.text.codePointAt(at) ?? 0))
      reportMissingSpace(reading, at);
    if (unit === SLASH) skipSlash(reading, at, found);
    else if (isOddBlank(unit)) skipOddBlanks(reading, at, found);
    else readAttribute(reading, at, found);
    if (reading.stopped) return ended(reading, found.end, 'open');
  }
}

function ended(reading: Reading, end: number, ending: Ending): Ending {
  reading.scan.pos = end;
  return ending;
}

/** What was found behind the last whole attribute is due to the missing end: that alone is said. */
function halfTyped(reading: Reading, found: Found, end: number): Ending {
  reading.problems.problems.length = found.sureProblems;
  return ended(reading, end, 'unterminated');
}

/** Whether nothing but the next tag follows the `/`: then it is a `/>` half typed. */
function stopsBehindSlash(reading: Reading, slash: number): boolean {
  const next = unitAt(reading.scan, afterSpace(reading.scan, slash + 1));
  return next < 0 || next === LT;
}

function skipSlash(reading: Reading, at: number, found: Found): void {
  found.end = at + 1;
  found.afterQuote = false;
  const message = "'/' stands where only an attribute can; '/>' ends a tag";
  report(reading.problems, 'bad-name', { start: at, end: at + 1 }, message);
}

function skipOddBlanks(reading: Reading, start: number, found: Found): void {
  const { text } = reading.scan;
  let end = start;
  while (isOddBlank(text.charCodeAt(end))) end++;
  reading.scan.steps += end - start + 1;
  found.end = end;
  found.afterQuote = false;
  const number = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0');
  const name = number === '00A0' ? 'a no-break space' : 'a blank';
  const message = `${name} (U+${number}) stands in the tag; XML knows only plain blanks, tabs and line ends`;
  report(reading.problems, 'odd-blank', { start, end }, message, {
    fixes: [fix('Write a plain blank', true, { start, end }, ' ')],
  });
}
