import type { SourceRange } from '../text/range.ts';
import { GT, LT } from './attributeValue.ts';
import { fix, report, shown } from './problemList.ts';
import type { Nesting } from './nesting.ts';
import { claimGlued, claimHalfTyped, pop } from './nesting.ts';
import type { Reading } from './reading.ts';
import { removal } from './removal.ts';
import { afterSpace, afterToken, find, nextOf, startsWith, unitAt } from './scan.ts';
import type { SyntaxElement } from './syntax.ts';
import { tagHead } from './syntax.ts';
import { endUnclosed } from './unclosed.ts';

/** Reads a close tag at the scan's place, where `</` stands, and closes the element that it must be meant for. */
export function readCloseTag(reading: Reading, nesting: Nesting): void {
  const { scan } = reading;
  const tag = readTag(reading);
  scan.pos = tag.end;
  const top = nesting.stack.at(-1);
  if (top?.element.name === tag.name) {
    reportForm(reading, tag, top.element);
    closeTop(nesting, tag);
    return;
  }
  const claimed =
    claimHalfTyped(nesting, tag.name, tag.start) ?? claimGlued(nesting, tag.name, tag.start);
  if (claimed !== undefined) {
    reportForm(reading, tag, claimed);
    close(claimed, tag);
    return;
  }
  if (nesting.openNames.has(tag.name)) {
    endUnclosed(reading, nesting, tag);
    const opened = nesting.stack.at(-1);
    if (opened !== undefined) reportForm(reading, tag, opened.element);
    closeTop(nesting, tag);
    return;
  }
  if (top === undefined || !isMeantFor(reading, tag, top.element, top.hasElements)) {
    report(reading.problems, 'stray-close-tag', tag, strayMessage(tag, top?.element), {
      fixes: [removal(scan, 'Remove the stray close tag', tag)],
    });
    return;
  }
  reportMismatch(reading, tag, top.element);
  closeTop(nesting, tag);
}

/** A close tag as written. */
export interface CloseTag extends SourceRange {
  readonly name: string;
  readonly nameRange: SourceRange;
  /** What is wrong with its form, in words; undefined if nothing is. */
  readonly fault: string | undefined;
  readonly holdsMore: boolean;
}

function readTag(reading: Reading): CloseTag {
  const { scan } = reading;
  const start = scan.pos;
  const nameStart = unitAt(scan, start + 2) === 0x20 ? afterSpace(scan, start + 2) : start + 2;
  const nameEnd = afterToken(scan, nameStart);
  const name = scan.text.slice(nameStart, nameEnd);
  const nameRange = { start: nameStart, end: nameEnd };
  const behind = afterSpace(scan, nameEnd);
  if (unitAt(scan, behind) === GT) {
    const fault =
      name === ''
        ? 'has no name'
        : nameStart > start + 2
          ? 'has a blank before its name'
          : undefined;
    return { start, end: behind + 1, name, nameRange, fault, holdsMore: false };
  }
  const stop = nextOf(scan, nameEnd, [GT, LT, 10, 13]);
  if (unitAt(scan, stop) === GT) {
    const fault = 'holds more than its name';
    return { start, end: stop + 1, name, nameRange, fault, holdsMore: true };
  }
  const end = name === '' ? start + 2 : nameEnd;
  return { start, end, name, nameRange, fault: "lacks its '>'", holdsMore: false };
}

function closeTop(nesting: Nesting, tag: CloseTag): void {
  const open = pop(nesting);
  if (open !== undefined) close(open.element, tag);
}

function close(element: SyntaxElement, tag: CloseTag): void {
  element.source.endTag = { start: tag.start, end: tag.end };
  element.source.whole = { start: element.source.startTag.start, end: tag.end };
}

function reportForm(reading: Reading, tag: CloseTag, element: SyntaxElement): void {
  if (tag.fault === undefined) return;
  const proper = `</${element.name}>`;
  const safe = tag.name === element.name && !tag.holdsMore;
  report(
    reading.problems,
    'bad-close-tag',
    { start: tag.start, end: tag.end },
    `the close tag ${tag.fault}; write ${shown(proper)}`,
    {
      related: [{ range: tagHead(element), message: `<${shown(element.name)}> is opened here` }],
      fixes: [fix(`Write ${shown(proper)}`, safe, { start: tag.start, end: tag.end }, proper)],
    },
  );
}

function reportMismatch(reading: Reading, tag: CloseTag, element: SyntaxElement): void {
  if (tag.fault !== undefined) {
    reportForm(reading, tag, element);
    return;
  }
  const name = shown(element.name);
  report(
    reading.problems,
    'mismatched-tag',
    tag.nameRange,
    `</${shown(tag.name)}> stands where <${name}> must be closed; write </${name}>`,
    {
      related: [{ range: tagHead(element), message: `<${name}> is opened here` }],
      fixes: [fix(`Write </${name}>`, false, tag.nameRange, element.name)],
    },
  );
}

function strayMessage(tag: CloseTag, open: SyntaxElement | undefined): string {
  const found = `</${shown(tag.name)}> closes nothing`;
  return open === undefined
    ? `${found}; no element is open here`
    : `${found}; open here is <${shown(open.name)}>`;
}

/** Whether a close tag with a name that is not open was meant for the innermost open element. */
function isMeantFor(
  reading: Reading,
  tag: CloseTag,
  open: SyntaxElement,
  hasElements: boolean,
): boolean {
  const { scan } = reading;
  if (tag.name === '') return true;
  scan.steps += Math.min(tag.name.length, open.name.length);
  if (isSimilar(tag.name, open.name)) return true;
  if (hasElements || !standsBehindItsText(reading, tag, open)) return false;
  const next = find(scan, '<', tag.end);
  return next < 0 || !startsWith(scan, `</${open.name}`, next);
}

/** Whether nothing but one line of text stands between the start tag and this close tag. */
function standsBehindItsText(reading: Reading, tag: CloseTag, open: SyntaxElement): boolean {
  const [only, more] = open.children;
  if (only === undefined) return open.source.startTag.end === tag.start;
  if (more !== undefined || only.kind !== 'text' || only.source.range.end !== tag.start)
    return false;
  reading.scan.steps += only.value.length;
  return !only.value.includes('\n');
}

/** One slip of the fingers apart: the same but for at most two characters in one place, or cut short. */
function isSimilar(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 2 && !long.startsWith(short)) return false;
  let front = 0;
  while (front < short.length && lower(short, front) === lower(long, front)) front++;
  let back = 0;
  while (
    back < short.length - front &&
    lower(short, short.length - 1 - back) === lower(long, long.length - 1 - back)
  )
    back++;
  const kept = front + back;
  return kept * 2 >= short.length && (kept === short.length || long.length - kept <= 2);
}

function lower(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
}
