import type { SourceRange } from '../text/range.ts';
import { reportDuplicate, reportLt, reportNameless, reportUnquoted } from './attributeProblems.ts';
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
import { checkName } from './names.ts';
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
  /** The last attribute, if its value or its closing quote is missing: to be said unless the tag is half typed there. */
  unfinished: AttributeSource | undefined;
}

export function startFound(end: number): Found {
  return { list: [], sources: undefined, end, afterQuote: false, unfinished: undefined };
}

/** Reads the attribute, or what stands in its place, that begins at `at`. */
export function readAttribute(reading: Reading, at: number, found: Found): void {
  const { scan } = reading;
  const nameEnd = afterToken(scan, at);
  const name = { start: at, end: nameEnd };
  const equals = afterSpace(scan, nameEnd);
  if (unitAt(scan, equals) !== EQUALS) {
    if (nameEnd === at) readValue(reading, name, undefined, at, found);
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
  return /[\r\n]/.test(scan.text.slice(behindEquals, from)) || looksLikeAttribute(scan, from);
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
    found.unfinished = { name, equals, value: undefined, whole, quote: '' };
    (found.sources ??= new Map<string, AttributeSource>()).set(written, found.unfinished);
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
    if (named && lt >= 0) reportLt(reading, name, lt, end);
    found.afterQuote = true;
    found.end = closed ? end + 1 : end;
    const quote = unit === 0x22 ? '"' : "'";
    addAttribute(reading, name, equals, { start: from + 1, end }, quote, closed, found);
    return;
  }
  const end = unquotedEnd(scan, from);
  const strayQuote = isQuote(unitAt(scan, end));
  const value = withoutCurlyQuotes(scan.text, from, end);
  if (named) reportUnquoted(reading, name, { start: from, end }, value, strayQuote);
  found.afterQuote = strayQuote;
  found.end = strayQuote ? end + 1 : end;
  addAttribute(reading, name, equals, value, '', true, found);
}

/** Files an attribute that ends at `found.end`. One whose value is just begun is kept out of the tree. */
function addAttribute(
  reading: Reading,
  name: SourceRange,
  equals: number | undefined,
  range: SourceRange,
  quote: AttributeSource['quote'],
  finished: boolean,
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
  (found.sources ??= new Map<string, AttributeSource>()).set(written, filed);
  if (!finished) found.unfinished = filed;
  if (proper && (finished || value !== ''))
    found.list.push({ name: written, value, source: filed });
}

const CURLY = /[\u2018-\u201f\u00ab\u00bb\u2032\u2033\u00b4`]/;

/** Quotes from a word processor or a web page belong to the writing, not to the value. */
function withoutCurlyQuotes(text: string, from: number, end: number): SourceRange {
  const curly = end - from > 1 && CURLY.test(text.charAt(from)) && CURLY.test(text.charAt(end - 1));
  return curly ? { start: from + 1, end: end - 1 } : { start: from, end };
}
