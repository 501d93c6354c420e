import type { SourceRange } from '../text/range.ts';
import { LT } from './attributeValue.ts';
import { fix, insertion, report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';
import { withoutTrailingSpace } from './scan.ts';
import type { AttributeSource } from './source.ts';

export function reportMissingSpace(reading: Reading, at: number): void {
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

export function reportUnquoted(
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

export function reportOpenValue(reading: Reading, name: SourceRange, value: SourceRange): void {
  const { text } = reading.scan;
  const quote = text.charAt(value.start - 1);
  const attribute = shown(text.slice(name.start, name.end));
  const written = shown(text.slice(value.start, value.end));
  report(
    reading.problems,
    'unterminated-value',
    { start: value.start - 1, end: value.end },
    `the value of '${attribute}' has no closing quote; write ${attribute}=${quote}${written}${quote}`,
    { fixes: [insertion('Insert the closing quote', false, value.end, quote)] },
  );
}

export function reportLt(reading: Reading, name: SourceRange, lt: number, end: number): void {
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

export function reportDuplicate(
  reading: Reading,
  name: string,
  first: AttributeSource,
  second: SourceRange,
  value: SourceRange | undefined,
): void {
  const { scan } = reading;
  const written = (range: SourceRange | undefined): string | undefined =>
    range && scan.text.slice(range.start, range.end);
  const start = withoutTrailingSpace(scan, first.whole.end, second.start);
  const safe = written(first.value?.range) === written(value);
  const title = `Remove the second '${shown(name)}'`;
  report(
    reading.problems,
    'duplicate-attribute',
    second,
    `'${shown(name)}' is already given in this tag`,
    {
      related: [{ range: first.whole, message: `the first '${shown(name)}'` }],
      fixes: [fix(title, safe, { start, end: second.end }, '')],
    },
  );
}

export function reportNameless(reading: Reading, range: SourceRange): void {
  const message = 'a value stands here without the name of an attribute';
  report(reading.problems, 'bad-name', range, message);
}

export function reportValueless(reading: Reading, range: SourceRange, name: string): void {
  const message = `'${shown(name)}' has no value; write ${shown(name)}='…'`;
  report(reading.problems, 'missing-value', range, message);
}

export function reportEquals(reading: Reading, name: SourceRange, value: SourceRange): void {
  const { text } = reading.scan;
  const attribute = shown(text.slice(name.start, name.end));
  const written = shown(text.slice(value.start, value.end));
  const range = { start: name.start, end: value.end };
  const message = `'=' is missing behind '${attribute}'; write ${attribute}=${written}`;
  report(reading.problems, 'missing-equals', range, message, {
    fixes: [fix("Insert '='", true, { start: name.end, end: value.start }, '=')],
  });
}
