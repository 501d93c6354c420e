import type { SourceRange } from '../text/range.ts';
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
import { fix, insertion, report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';
import { countNode } from './reading.ts';
import { afterSpace, afterToken, unitAt } from './scan.ts';
import type { AttributeSource } from './source.ts';
import type { SyntaxAttribute } from './syntax.ts';
import { NO_ATTRIBUTES } from './syntax.ts';

export interface Attributes {
  readonly list: SyntaxAttribute[];
  readonly sources: ReadonlyMap<string, AttributeSource>;
  /** Behind the tag: `>` included where it is there. */
  readonly end: number;
  readonly ending: 'open' | 'empty' | 'unterminated';
}

/** Reads from behind an element's name to the end of its start tag, whatever stands there. */
export function readAttributes(reading: Reading, from: number): Attributes {
  const { scan } = reading;
  const list: SyntaxAttribute[] = [];
  const sources = new Map<string, AttributeSource>();
  const done = (end: number, ending: Attributes['ending']): Attributes => {
    scan.pos = end;
    return { list, sources: sources.size > 0 ? sources : NO_ATTRIBUTES, end, ending };
  };
  let end = from;
  let afterQuote = false;
  let unsaid: (() => void) | undefined;
  for (;;) {
    const at = afterSpace(scan, end);
    const unit = unitAt(scan, at);
    if (unit < 0 || unit === LT) return done(end, 'unterminated');
    if (unit === SLASH && stopsBehindSlash(reading, at)) return done(at + 1, 'unterminated');
    unsaid?.();
    unsaid = undefined;
    if (unit === GT) return done(at + 1, 'open');
    if (unit === SLASH) {
      if (unitAt(scan, at + 1) === GT) return done(at + 2, 'empty');
      end = at + 1;
      report(
        reading.problems,
        'bad-name',
        { start: at, end },
        "'/' stands where only an attribute can; '/>' ends a tag",
      );
      continue;
    }
    if (at === end && afterQuote) reportMissingSpace(reading, at);
    const read = readAttribute(reading, at);
    end = read.whole.end;
    afterQuote = read.quote !== '';
    unsaid = addAttribute(reading, read, list, sources);
    if (reading.stopped) return done(end, 'open');
  }
}

/** Whether nothing but the next tag follows the `/`: then it is a `/>` half typed. */
function stopsBehindSlash(reading: Reading, slash: number): boolean {
  const next = unitAt(reading.scan, afterSpace(reading.scan, slash + 1));
  return next < 0 || next === LT;
}

interface Read extends AttributeSource {
  /** False where no name stands before the value. */
  readonly named: boolean;
}

function readAttribute(reading: Reading, at: number): Read {
  const { scan } = reading;
  const nameEnd = afterToken(scan, at);
  const name = { start: at, end: nameEnd };
  const equals = afterSpace(scan, nameEnd);
  const hasEquals = unitAt(scan, equals) === EQUALS;
  if (nameEnd === at && !hasEquals) return withValue(reading, name, undefined, at);
  if (!hasEquals) return withoutValue(name, undefined, nameEnd);
  const from = afterSpace(scan, equals + 1);
  if (isValueMissing(reading, equals + 1, from)) return withoutValue(name, equals, equals + 1);
  return withValue(reading, name, equals, from);
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

function withoutValue(name: SourceRange, equals: number | undefined, end: number): Read {
  const whole = { start: name.start, end };
  return { name, equals, value: undefined, whole, quote: '', named: name.end > name.start };
}

function withValue(
  reading: Reading,
  name: SourceRange,
  equals: number | undefined,
  from: number,
): Read {
  const { scan } = reading;
  const named = name.end > name.start;
  const unit = unitAt(scan, from);
  if (isQuote(unit)) {
    const { end, closed, lt } = quotedEnd(scan, from);
    const whole = { start: name.start, end: closed ? end + 1 : end };
    const value = { range: { start: from + 1, end } };
    if (named && !closed) reportOpenValue(reading, name, from, end);
    if (named && lt >= 0) reportLt(reading, name, lt, end);
    return { name, equals, value, whole, quote: unit === 0x22 ? '"' : "'", named };
  }
  const end = unquotedEnd(scan, from);
  const strayQuote = isQuote(unitAt(scan, end));
  const whole = { start: name.start, end: strayQuote ? end + 1 : end };
  const value = { range: withoutCurlyQuotes(scan.text, from, end) };
  if (named) reportUnquoted(reading, name, { start: from, end }, value.range, strayQuote);
  return { name, equals, value, whole, quote: '', named };
}

/**
 * Files an attribute and reports what is wrong with it.
 * @returns what would have to be said unless the tag turns out to be half typed, right here
 */
function addAttribute(
  reading: Reading,
  read: Read,
  list: SyntaxAttribute[],
  sources: Map<string, AttributeSource>,
): (() => void) | undefined {
  const { problems, scan } = reading;
  const { named, ...plain } = read;
  if (!named) {
    report(
      problems,
      'bad-name',
      read.whole,
      'a value stands here without the name of an attribute',
    );
    return undefined;
  }
  const name = scan.text.slice(read.name.start, read.name.end);
  const first = sources.get(name);
  if (first !== undefined) {
    reportDuplicate(reading, name, first, read);
    return undefined;
  }
  if (read.value === undefined) {
    sources.set(name, plain);
    return () => {
      if (!checkName(reading, read.name)) return;
      report(
        problems,
        'missing-value',
        read.whole,
        `'${shown(name)}' has no value; write ${shown(name)}='…'`,
      );
    };
  }
  if (!countNode(reading, read.whole.start)) return undefined;
  const proper = checkName(reading, read.name);
  const { value, source } = decode(reading, read.value.range, 'attribute');
  const filed: AttributeSource = { ...plain, value: source };
  sources.set(name, filed);
  const begun = value === '' && read.whole.end === read.value.range.end;
  if (proper && !begun) list.push({ name, value, source: filed });
  return undefined;
}

const CURLY = /[\u2018-\u201f\u00ab\u00bb\u2032\u2033\u00b4`]/;

function withoutCurlyQuotes(text: string, from: number, end: number): SourceRange {
  const opens = end - from > 1 && CURLY.test(text.charAt(from));
  const start = opens ? from + 1 : from;
  return {
    start,
    end: opens && CURLY.test(text.charAt(end - 1)) && end - 1 > start ? end - 1 : end,
  };
}

function reportMissingSpace(reading: Reading, at: number): void {
  report(
    reading.problems,
    'missing-space',
    { start: at, end: at },
    'a blank must stand between two attributes',
    {
      fixes: [insertion('Insert a blank', true, at, ' ')],
    },
  );
}

function reportUnquoted(
  reading: Reading,
  name: SourceRange,
  written: SourceRange,
  value: SourceRange,
  strayQuote: boolean,
): void {
  const { text } = reading.scan;
  const attribute = shown(text.slice(name.start, name.end));
  const raw = shown(text.slice(written.start, written.end));
  const quote = strayQuote ? text.charAt(written.end) : "'";
  const opening = { range: { start: written.start, end: value.start }, newText: quote };
  const closing = { range: { start: value.end, end: written.end }, newText: quote };
  const proper = shown(text.slice(value.start, value.end));
  report(
    reading.problems,
    'unquoted-value',
    written,
    `the value ${raw} has no quotes; write ${attribute}=${quote}${proper}${quote}`,
    {
      fixes: [
        {
          title: `Put quotes round ${proper}`,
          safe: true,
          edits: strayQuote ? [opening] : [opening, closing],
        },
      ],
    },
  );
}

function reportOpenValue(reading: Reading, name: SourceRange, open: number, end: number): void {
  const { text } = reading.scan;
  const quote = text.charAt(open);
  const attribute = shown(text.slice(name.start, name.end));
  const value = shown(text.slice(open + 1, end));
  report(
    reading.problems,
    'unterminated-value',
    { start: open, end },
    `the value of '${attribute}' has no closing quote; write ${attribute}=${quote}${value}${quote}`,
    { fixes: [insertion('Insert the closing quote', false, end, quote)] },
  );
}

function reportLt(reading: Reading, name: SourceRange, lt: number, end: number): void {
  const { text } = reading.scan;
  const edits = [];
  for (let at = lt; at < end; at++)
    if (text.charCodeAt(at) === LT)
      edits.push({ range: { start: at, end: at + 1 }, newText: '&lt;' });
  reading.scan.steps += end - lt;
  const attribute = shown(text.slice(name.start, name.end));
  report(
    reading.problems,
    'lt-in-attribute',
    { start: lt, end: lt + 1 },
    `'<' stands in the value of '${attribute}'; there it is written '&lt;'`,
    { fixes: [{ title: "Write '&lt;'", safe: true, edits }] },
  );
}

function reportDuplicate(
  reading: Reading,
  name: string,
  first: AttributeSource,
  second: AttributeSource,
): void {
  const { scan } = reading;
  const written = (one: AttributeSource): string | undefined =>
    one.value && scan.text.slice(one.value.range.start, one.value.range.end);
  let start = second.whole.start;
  while (/\s/.test(scan.text.charAt(start - 1))) start--;
  const edit = { start, end: second.whole.end };
  report(
    reading.problems,
    'duplicate-attribute',
    second.whole,
    `'${shown(name)}' is already given in this tag`,
    {
      related: [{ range: first.whole, message: `the first '${shown(name)}'` }],
      fixes: [
        fix(`Remove the second '${shown(name)}'`, written(first) === written(second), edit, ''),
      ],
    },
  );
}
