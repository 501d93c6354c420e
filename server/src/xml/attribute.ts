import type { SourceRange } from '../text/range.ts';
import {
  reportDuplicate,
  reportEquals,
  reportLt,
  reportNameless,
  reportOpenValue,
  reportUnquoted,
  reportValueless,
} from './attributeProblems.ts';
import {
  EQUALS,
  GT,
  LT,
  SLASH,
  isQuote,
  looksLikeAttribute,
  quotedEnd,
  unquotedEnd,
} from './attributeValue.ts';
import { decode } from './decode.ts';
import { checkName, isName } from './names.ts';
import type { Reading } from './reading.ts';
import { countNode } from './reading.ts';
import { afterSpace, afterToken, unitAt } from './scan.ts';
import type { AttributeSource } from './source.ts';
import type { SyntaxAttribute } from './syntax.ts';

/** The attributes of one start tag, as they come. */
export interface Found {
  readonly list: SyntaxAttribute[];
  sources: Map<string, AttributeSource> | undefined;
  /** Behind the last attribute. */
  end: number;
  /** Whether a quote ended it. */
  afterQuote: boolean;
  /** Behind the last attribute with both quotes, or the element's name. */
  sureEnd: number;
  /** How many problems there were then. What came after is no news if the tag turns out to be half typed. */
  sureProblems: number;
}

export function startFound(reading: Reading, end: number): Found {
  const sureProblems = reading.problems.problems.length;
  return { list: [], sources: undefined, end, afterQuote: false, sureEnd: end, sureProblems };
}

/** Reads the attribute, or what stands in its place, that begins at `at`. */
export function readAttribute(reading: Reading, at: number, found: Found): void {
  const { scan } = reading;
  const nameEnd = afterToken(scan, at);
  const name = { start: at, end: nameEnd };
  const equals = afterSpace(scan, nameEnd);
  if (unitAt(scan, equals) !== EQUALS) {
    const lacksEquals = isQuote(unitAt(scan, equals)) && isOneLine(reading, nameEnd, equals);
    if (lacksEquals) readValue(reading, name, undefined, equals, found);
    else addValueless(reading, name, undefined, nameEnd, found);
    return;
  }
  const from = afterSpace(scan, equals + 1);
  if (isValueMissing(reading, equals + 1, from))
    addValueless(reading, name, equals, equals + 1, found);
  else readValue(reading, name, equals, from, found);
}

/** A value on another line, or one that is itself a `name="`, is not what the `=` was typed for. */
function isValueMissing(reading: Reading, behindEquals: number, from: number): boolean {
  const { scan } = reading;
  const unit = unitAt(scan, from);
  if (isQuote(unit)) return false;
  if (unit < 0 || unit === LT || unit === GT) return true;
  if (unit === SLASH && unitAt(scan, from + 1) === GT) return true;
  return !isOneLine(reading, behindEquals, from) || looksLikeAttribute(scan, from);
}

function isOneLine(reading: Reading, start: number, end: number): boolean {
  return !/[\r\n]/.test(reading.scan.text.slice(start, end));
}

function addValueless(
  reading: Reading,
  name: SourceRange,
  equals: number | undefined,
  end: number,
  found: Found,
): void {
  const whole = { start: name.start, end };
  found.end = end;
  found.afterQuote = false;
  const written = reading.scan.text.slice(name.start, name.end);
  const first = found.sources?.get(written);
  if (name.end === name.start) {
    reportNameless(reading, whole);
  } else if (first !== undefined) {
    reportDuplicate(reading, written, first, whole, undefined);
  } else if (countNode(reading, name.start)) {
    file(found, written, { name, equals, value: undefined, whole, quote: '' });
    if (isName(reading, name)) reportValueless(reading, whole, written);
    else checkName(reading, name);
  }
}

function readValue(
  reading: Reading,
  name: SourceRange,
  equals: number | undefined,
  from: number,
  found: Found,
): void {
  const { scan } = reading;
  const named = name.end > name.start;
  const unit = unitAt(scan, from);
  if (isQuote(unit)) {
    const { end, closed, lt } = quotedEnd(scan, from);
    const range = { start: from + 1, end };
    found.afterQuote = true;
    found.end = closed ? end + 1 : end;
    if (named && equals === undefined) reportEquals(reading, name, { start: from, end: found.end });
    if (named && lt >= 0) reportLt(reading, name, lt, end);
    if (named && !closed) reportOpenValue(reading, name, range);
    addAttribute(reading, name, equals, range, unit === 0x22 ? '"' : "'", found);
    if (!closed) return;
    found.sureEnd = found.end;
    found.sureProblems = reading.problems.problems.length;
    return;
  }
  const end = unquotedEnd(scan, from);
  const strayQuote = isQuote(unitAt(scan, end));
  const value = withoutCurlyQuotes(scan.text, from, end);
  if (named) reportUnquoted(reading, name, { start: from, end }, value, strayQuote);
  found.afterQuote = strayQuote;
  found.end = strayQuote ? end + 1 : end;
  addAttribute(reading, name, equals, value, '', found);
}

/** Files an attribute that ends at `found.end`. One whose value is just begun is kept out of the tree. */
function addAttribute(
  reading: Reading,
  name: SourceRange,
  equals: number | undefined,
  range: SourceRange,
  quote: AttributeSource['quote'],
  found: Found,
): void {
  const whole = { start: name.start, end: found.end };
  if (name.end === name.start) {
    reportNameless(reading, whole);
    return;
  }
  const written = reading.scan.text.slice(name.start, name.end);
  const first = found.sources?.get(written);
  if (first !== undefined) {
    reportDuplicate(reading, written, first, whole, range);
    return;
  }
  if (!countNode(reading, name.start)) return;
  const proper = checkName(reading, name);
  const { value, source } = decode(reading, range, 'attribute');
  const filed: AttributeSource = { name, equals, value: source, whole, quote };
  file(found, written, filed);
  const begun = value === '' && whole.end === range.end;
  if (proper && !begun) found.list.push({ name: written, value, source: filed });
}

function file(found: Found, name: string, source: AttributeSource): void {
  found.sources ??= new Map();
  found.sources.set(name, source);
}

const CURLY = /[\u2018-\u201f\u00ab\u00bb\u2032\u2033\u00b4`]/;

/** Quotes from a word processor or a web page belong to the writing, not to the value. */
function withoutCurlyQuotes(text: string, from: number, end: number): SourceRange {
  const curly = end - from > 1 && CURLY.test(text.charAt(from)) && CURLY.test(text.charAt(end - 1));
  return curly ? { start: from + 1, end: end - 1 } : { start: from, end };
}
