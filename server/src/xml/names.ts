import type { SourceRange } from '../text/range.ts';
import {
  isAsciiNameCharacter,
  isNameCharacter,
  isNameStart,
  isXmlCharacter,
} from './characters.ts';
import { report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';

/**
 * Reports what stands in a name's place and is none.
 * @returns whether the DOM can take it as a name
 */
export function checkName(reading: Reading, range: SourceRange): boolean {
  const { text } = reading.scan;
  reading.scan.steps += range.end - range.start;
  const wrong = firstWrong(text, range);
  if (wrong >= 0) {
    reportWrong(reading, range, wrong);
    return false;
  }
  const name = text.slice(range.start, range.end);
  if (!hasBadColon(name)) return true;
  const message = `'${shown(name)}' is no name with a prefix: one colon at most, and something on each side; libvirt reads on, but does not know it`;
  report(reading.problems, 'bad-name', range, message, { severity: 'warning' });
  return false;
}

/** Whether the stretch is a name, wherever its colons stand. */
export function isName(reading: Reading, range: SourceRange): boolean {
  reading.scan.steps += range.end - range.start;
  return firstWrong(reading.scan.text, range) < 0;
}

/** The offset of the first character that a name may not hold at its place, or -1. */
function firstWrong(text: string, { start, end }: SourceRange): number {
  let i = start;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (i > start && isAsciiNameCharacter(code)) {
      i++;
      continue;
    }
    const codePoint = text.codePointAt(i) ?? 0;
    if (!(i === start ? isNameStart(codePoint) : isNameCharacter(codePoint))) return i;
    i += codePoint > 0xffff ? 2 : 1;
  }
  return -1;
}

function hasBadColon(name: string): boolean {
  const colon = name.indexOf(':');
  if (colon < 0) return false;
  const local = name.slice(colon + 1);
  return colon === 0 || !isNameStart(local.codePointAt(0) ?? 0) || local.includes(':');
}

function reportWrong(reading: Reading, range: SourceRange, wrong: number): void {
  const { text } = reading.scan;
  const codePoint = text.codePointAt(wrong) ?? 0;
  if (!isXmlCharacter(codePoint)) return;
  const character = String.fromCodePoint(codePoint);
  const name = shown(text.slice(range.start, range.end));
  const verb = wrong === range.start ? 'begins with' : 'contains';
  report(
    reading.problems,
    'bad-name',
    range,
    `'${name}' is not a name: it ${verb} ${described(character, codePoint)}`,
  );
}

function described(character: string, codePoint: number): string {
  if (codePoint > 0x20 && codePoint < 0x7f) return `'${character}'`;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
