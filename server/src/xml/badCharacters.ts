import { isXmlCharacter } from './characters.ts';
import { fix, report } from './problemList.ts';
import type { Reading } from './reading.ts';

/** Reports every run of characters that XML forbids anywhere: control characters, halves of pairs, U+FFFE, U+FFFF. */
export function findBadCharacters(reading: Reading): void {
  const { text } = reading.scan;
  if (!SUSPICIOUS.test(text)) return;
  reading.scan.steps += text.length;
  let i = 0;
  while (i < text.length && !reading.problems.cut) {
    const codePoint = text.codePointAt(i) ?? 0;
    if (isXmlCharacter(codePoint)) {
      i += codePoint > 0xffff ? 2 : 1;
      continue;
    }
    const start = i;
    while (i < text.length && !isXmlCharacter(text.codePointAt(i) ?? 0)) i++;
    reportRun(reading, codePoint, start, i);
  }
}

const SUSPICIOUS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

function reportRun(reading: Reading, first: number, start: number, end: number): void {
  const number = `U+${first.toString(16).toUpperCase().padStart(4, '0')}`;
  const count = end - start;
  const what =
    count === 1 ? `the character ${number} is` : `${count} characters from ${number} on are`;
  const title = count === 1 ? 'Remove the character' : `Remove the ${count} characters`;
  const range = { start, end };
  report(
    reading.problems,
    'bad-character',
    range,
    `${what} not allowed in XML, not even as a reference`,
    {
      fixes: [fix(title, false, range, '')],
    },
  );
}
