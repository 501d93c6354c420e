import type { SourceRange } from '../text/range.ts';
import { GT, LT, SLASH } from './attributeValue.ts';
import { isNameStart } from './characters.ts';
import { readCloseTag } from './closeTag.ts';
import { decode } from './decode.ts';
import { skipDoctype } from './doctype.ts';
import { readInstruction } from './instruction.ts';
import { readCdata, readComment, readCommentWithoutMark, skipOddMarkup } from './markup.ts';
import type { Nesting } from './nesting.ts';
import { add, startNesting } from './nesting.ts';
import { placeholdersIn } from './placeholders.ts';
import { fix, report } from './problemList.ts';
import type { Reading } from './reading.ts';
import { countNode } from './reading.ts';
import { removal } from './removal.ts';
import { afterSpace, find, nextOf, startsWith, unitAt, withoutTrailingSpace } from './scan.ts';
import { readStartTag } from './startTag.ts';
import type { SyntaxLeaf, SyntaxTree } from './syntax.ts';
import { endAtEnd } from './unclosed.ts';
import { reportHalfTyped } from './halfTyped.ts';

/** Reads a text to its end, whatever it holds, into one tree; loops instead of recursing. */
export function readTree(reading: Reading): SyntaxTree {
  const { scan } = reading;
  const nesting = startNesting();
  const outside = startOutside();
  while (scan.pos < scan.end && !reading.stopped) readPiece(reading, nesting, outside);
  endAtEnd(reading, nesting);
  reportHalfTyped(reading, nesting);
  reportOutside(reading, outside);
  return { children: nesting.outer, root: nesting.root };
}

/** Reads the tag, text or other construct at the scan's place. */
export function readPiece(reading: Reading, nesting: Nesting, outside: Outside): void {
  const { scan } = reading;
  if (scan.pos === 0 && unitAt(scan, 0) === BYTE_ORDER_MARK) scan.pos = 1;
  else if (unitAt(scan, scan.pos) === LT) readMarkup(reading, nesting, outside);
  else readText(reading, nesting, outside);
}

/** Text before and after the root, each from its first to its last character. */
export interface Outside {
  before: SourceRange | undefined;
  after: SourceRange | undefined;
  doctypes: number;
}

export function startOutside(): Outside {
  return { before: undefined, after: undefined, doctypes: 0 };
}

const BYTE_ORDER_MARK = 0xfeff;

function readMarkup(reading: Reading, nesting: Nesting, outside: Outside): void {
  const { scan } = reading;
  const unit = unitAt(scan, scan.pos + 1);
  if (unit === SLASH) readCloseTag(reading, nesting);
  else if (unit === 0x3f) addLeaf(reading, nesting, readInstruction(reading));
  else if (unit === 0x21) readDeclaration(reading, nesting, outside);
  else if (startsWith(scan, '<--') && find(scan, '-->', scan.pos + 3) >= 0)
    addLeaf(reading, nesting, readCommentWithoutMark(reading));
  else if (beginsElement(reading)) readStartTag(reading, nesting);
  else skipLoneLt(reading);
}

function readDeclaration(reading: Reading, nesting: Nesting, outside: Outside): void {
  const { scan } = reading;
  if (startsWith(scan, '<!--')) addLeaf(reading, nesting, readComment(reading));
  else if (startsWith(scan, '<![CDATA[')) addCdata(reading, nesting, outside);
  else if (startsWith(scan, '<!DOCTYPE'))
    skipDoctype(reading, nesting.root !== undefined || outside.doctypes++ > 0);
  else skipOddMarkup(reading);
}

/** Empty sections get no node, as in xmldom. */
function addCdata(reading: Reading, nesting: Nesting, outside: Outside): void {
  const cdata = readCdata(reading);
  if (nesting.stack.length === 0) noteOutside(nesting, outside, cdata.source.range);
  else if (cdata.value !== '') addLeaf(reading, nesting, cdata);
}

function addLeaf(reading: Reading, nesting: Nesting, leaf: SyntaxLeaf): void {
  if (countNode(reading, leaf.source.range.start)) add(nesting, leaf);
}

/** A name's first character follows; or something that is no name, but stands in a tag that is closed. */
function beginsElement(reading: Reading): boolean {
  const { scan } = reading;
  const at = scan.pos + 1;
  if (at >= scan.end) return false;
  if (isNameStart(scan.text.codePointAt(at) ?? 0)) return true;
  if (/[\s<>/="'&]/.test(scan.text.charAt(at))) return false;
  return unitAt(scan, nextOf(scan, at, [LT, GT])) === GT;
}

function skipLoneLt(reading: Reading): void {
  const { scan } = reading;
  const range = { start: scan.pos, end: scan.pos + 1 };
  report(
    reading.problems,
    'missing-element-name',
    range,
    "'<' begins a tag, but no name follows; as a character it is written '&lt;'",
    { fixes: [fix("Write '&lt;'", false, range, '&lt;')] },
  );
  scan.pos++;
}

function readText(reading: Reading, nesting: Nesting, outside: Outside): void {
  const { scan } = reading;
  const start = scan.pos;
  const found = find(scan, '<', start);
  const end = found < 0 ? scan.end : found;
  scan.pos = end;
  if (nesting.stack.length === 0) {
    const from = afterSpace(scan, start);
    const to = withoutTrailingSpace(scan, start, end);
    if (from < to) noteOutside(nesting, outside, { start: from, end: to });
    return;
  }
  const range = { start, end };
  const { value, source } = decode(reading, range, 'text');
  const holder = nesting.stack.at(-1)?.element;
  if (holder !== undefined && placeholdersIn(reading.placeholders, range).length > 0)
    holder.source.templated = true;
  reportCdataEnd(reading, range);
  addLeaf(reading, nesting, { kind: 'text', value, target: '', source });
}

function reportCdataEnd(reading: Reading, range: SourceRange): void {
  const raw = reading.scan.text.slice(range.start, range.end);
  for (let at = raw.indexOf(']]>'); at >= 0; at = raw.indexOf(']]>', at + 3)) {
    const start = range.start + at;
    report(
      reading.problems,
      'cdata-end-in-text',
      { start, end: start + 3 },
      "']]>' may only end a CDATA section; in text it is written ']]&gt;'",
      { fixes: [fix("Write ']]&gt;'", true, { start: start + 2, end: start + 3 }, '&gt;')] },
    );
  }
}

function noteOutside(nesting: Nesting, outside: Outside, range: SourceRange): void {
  const side = nesting.root === undefined ? 'before' : 'after';
  outside[side] = { start: outside[side]?.start ?? range.start, end: range.end };
}

function reportOutside(reading: Reading, { before, after }: Outside): void {
  if (before !== undefined)
    report(reading.problems, 'text-before-root', before, 'text stands before the root element', {
      fixes: [removal(reading.scan, 'Remove the text before the root element', before)],
    });
  if (after !== undefined)
    report(
      reading.problems,
      'text-after-root',
      after,
      'text stands after the end of the root element',
      {
        fixes: [removal(reading.scan, 'Remove the text after the root element', after)],
      },
    );
}
