import { GT, LT, isQuote } from './attributeValue.ts';
import { insertion, report } from './problemList.ts';
import type { Reading } from './reading.ts';
import { removal } from './removal.ts';
import type { Scan } from './scan.ts';
import { find, nextOf, startsWith, unitAt, withoutTrailingSpace } from './scan.ts';

/**
 * Skips `<!DOCTYPE … >` at the scan's place: quotes, comments, instructions and the brackets of an internal subset
 * are understood, nothing of it is evaluated or loaded. One that never ends is ended with its
 * line or before the next tag.
 */
export function skipDoctype(reading: Reading, misplaced: boolean): void {
  const { problems, scan } = reading;
  const start = scan.pos;
  const end = doctypeEnd(reading);
  reading.doctype = true;
  reading.unevaluated = true;
  if (end < 0) {
    const stop = withoutTrailingSpace(scan, start, nextOf(scan, start + 1, [LT, 10, 13]));
    report(
      problems,
      'unclosed-doctype',
      { start, end: stop },
      "the DOCTYPE is never closed; '>' is missing",
      {
        fixes: [insertion("Insert '>'", false, stop, '>')],
      },
    );
    scan.pos = stop;
    return;
  }
  const range = { start, end };
  scan.pos = end;
  if (misplaced) {
    report(problems, 'doctype', range, 'a DOCTYPE stands once, and before the root element', {
      severity: 'error',
      fixes: [removal(scan, 'Remove the DOCTYPE', range)],
    });
    return;
  }
  report(
    problems,
    'doctype',
    range,
    'the DOCTYPE is not evaluated; values that use its entities are unknown here',
    {
      fixes: [removal(scan, 'Remove the DOCTYPE', range)],
    },
  );
}

/** A name for `Scan.absent`. */
const DOCTYPE_END = 'end of <!DOCTYPE';
const OPENS = 0x5b;
const CLOSES = 0x5d;

/** Behind the `>` of a DOCTYPE, or -1 if it has none. After one search in vain to the text's end there is no second. */
function doctypeEnd(reading: Reading): number {
  const { scan } = reading;
  const simple = scan.absent.has(DOCTYPE_END);
  let subset = false;
  let i = scan.pos + 9;
  for (;;) {
    i = nextOf(scan, i, INTERESTING);
    const unit = unitAt(scan, i);
    if (unit < 0) scan.absent.add(DOCTYPE_END);
    if (unit < 0 || (unit === LT && !subset)) return -1;
    if (unit === GT && !subset) return i + 1;
    if (simple) {
      i++;
      continue;
    }
    if (unit === OPENS) subset = true;
    if (unit === CLOSES) subset = false;
    i = skipPart(reading, i, unit);
  }
}

const INTERESTING = [0x22, 0x27, LT, GT, OPENS, CLOSES];

/** Behind a quoted string, a comment, an instruction or the single character at `at`; the text's end if it does not end. */
function skipPart(reading: Reading, at: number, unit: number): number {
  const { scan } = reading;
  if (isQuote(unit)) {
    const close = nextOf(scan, at + 1, [unit]);
    return Math.min(close + 1, scan.end);
  }
  if (startsWith(scan, '<!--', at)) return behind(scan, find(scan, '-->', at + 4), 3);
  if (startsWith(scan, '<?', at)) return behind(scan, find(scan, '?>', at + 2), 2);
  return at + 1;
}

function behind(scan: Scan, found: number, length: number): number {
  return found < 0 ? scan.end : found + length;
}
