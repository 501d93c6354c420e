import type { SourceRange } from '../text/range.ts';
import { fix, insertion, report, shown } from './problemList.ts';
import { placeholdersIn } from './placeholders.ts';
import type { Reading } from './reading.ts';
import type { Reference } from './reference.ts';
import { readReference } from './reference.ts';
import type { ValueSource } from './source.ts';
import type { SourcedText } from './sourcedText.ts';

/** text: references and line ends; attribute: also white space becomes blanks; verbatim: line ends only. */
export type ValueKind = 'text' | 'attribute' | 'verbatim';

/**
 * The value that a stretch of source stands for, as XML's rules for line ends, attribute values and references have
 * it. References that are wrong are reported; an entity that XML does not predefine stays as it is written.
 * A template's placeholder makes the value unevaluated.
 */
export function decode(reading: Reading, range: SourceRange, kind: ValueKind): SourcedText {
  const decoded = decodePlain(reading, range, kind);
  const placeholders = placeholdersIn(reading.placeholders, range);
  if (placeholders.length === 0) return decoded;
  reading.unevaluated = true;
  if (kind === 'verbatim') for (const one of placeholders) reading.commented.add(one);
  const { value, source } = decoded;
  const map = source.map === undefined ? {} : { map: source.map };
  return { value, source: { range, ...map, unevaluated: true } };
}

function decodePlain(reading: Reading, range: SourceRange, kind: ValueKind): SourcedText {
  const { text } = reading.scan;
  const raw = text.slice(range.start, range.end);
  if (!CHANGES[kind].test(raw)) return { value: raw, source: { range } };
  reading.scan.steps += raw.length;
  if (kind !== 'attribute' && !raw.includes('&')) {
    const value = raw.replace(LINE_END, '\n');
    const inStep = value.length === raw.length;
    return { value, source: inStep ? { range } : new MappedSource(text, range, kind, false) };
  }
  const references: Reference[] = [];
  const pieces = piecesOf(text, range, kind, (reference, at) => {
    references.push(reference);
    reportReference(reading, reference, at);
  });
  const unevaluated = references.some((reference) => reference.kind === 'unknown');
  reading.unevaluated ||= unevaluated;
  const value = pieces.map((piece) => piece.value).join('');
  const inStep = pieces.every((piece) => piece.value.length === piece.end - piece.start);
  if (!inStep) return { value, source: new MappedSource(text, range, kind, unevaluated) };
  return { value, source: unevaluated ? { range, unevaluated } : { range } };
}

/** Whether decoding could change something: a fast test that spares most values all further work. */
const CHANGES: Readonly<Record<ValueKind, RegExp>> = {
  text: /[&\r]/,
  attribute: /[&\r\n\t]/,
  verbatim: /\r/,
};

const LINE_END = /\r\n?/g;

interface Piece extends SourceRange {
  readonly value: string;
}

type Visit = (reference: Reference, at: number) => void;

function piecesOf(text: string, range: SourceRange, kind: ValueKind, visit?: Visit): Piece[] {
  const pieces: Piece[] = [];
  let plain = range.start;
  const replace = (start: number, end: number, value: string): void => {
    if (plain < start) pieces.push({ start: plain, end: start, value: text.slice(plain, start) });
    pieces.push({ start, end, value });
    plain = end;
  };
  let i = range.start;
  while (i < range.end) {
    const code = text.charCodeAt(i);
    if (code === 13) {
      const end = i + 1 < range.end && text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
      replace(i, end, kind === 'attribute' ? ' ' : '\n');
      i = end;
    } else if (kind === 'attribute' && (code === 9 || code === 10)) {
      replace(i, i + 1, ' ');
      i++;
    } else if (code === 38 && kind !== 'verbatim') {
      const reference = readReference(text, i, range.end);
      visit?.(reference, i);
      if ('value' in reference) replace(i, reference.end, reference.value);
      i = reference.end;
    } else {
      i++;
    }
  }
  if (plain < range.end)
    pieces.push({ start: plain, end: range.end, value: text.slice(plain, range.end) });
  return pieces;
}

/** Makes its map when somebody asks: most values with CRLF are white space between elements. */
class MappedSource implements ValueSource {
  readonly range: SourceRange;
  readonly unevaluated: boolean;
  readonly #text: string;
  readonly #kind: ValueKind;
  #map: readonly number[] | undefined;

  constructor(text: string, range: SourceRange, kind: ValueKind, unevaluated: boolean) {
    this.range = range;
    this.unevaluated = unevaluated;
    this.#text = text;
    this.#kind = kind;
  }

  get map(): readonly number[] {
    return (this.#map ??= offsetsOf(piecesOf(this.#text, this.range, this.#kind), this.range.end));
  }
}

function offsetsOf(pieces: readonly Piece[], end: number): readonly number[] {
  const offsets: number[] = [];
  for (const piece of pieces) {
    const inStep = piece.value.length === piece.end - piece.start;
    for (let i = 0; i < piece.value.length; i++)
      offsets.push(inStep ? piece.start + i : piece.start);
  }
  offsets.push(end);
  return offsets;
}

function reportReference(reading: Reading, reference: Reference, start: number): void {
  const { problems, scan } = reading;
  const range = { start, end: reference.end };
  const written = shown(scan.text.slice(start, reference.end));
  switch (reference.kind) {
    case 'value':
      return;
    case 'bare':
      report(
        problems,
        'bare-ampersand',
        range,
        "'&' begins a reference; alone it is written '&amp;'",
        {
          fixes: [fix("Write '&amp;'", true, range, '&amp;')],
        },
      );
      return;
    case 'unterminated':
      report(problems, 'unterminated-reference', range, `'${written}' lacks its ';'`, {
        fixes: [insertion(`Write '${written};'`, true, range.end, ';')],
      });
      return;
    case 'bad':
      report(
        problems,
        'bad-character-reference',
        range,
        `'${written}' is no character that XML allows; a reference looks like '&#65;' or '&#x41;'`,
      );
      return;
    case 'unknown':
      if (reading.doctype) {
        const message = `'${written}' is not evaluated: whatever the DOCTYPE says of it, its value is unknown here`;
        report(problems, 'unknown-entity', range, message, { severity: 'information' });
        return;
      }
      report(
        problems,
        'unknown-entity',
        range,
        `'${written}' is not declared; XML knows '&lt;', '&gt;', '&amp;', '&quot;' and '&apos;'`,
        { fixes: [insertion(`Write '&amp;${written.slice(1)}'`, false, start + 1, 'amp;')] },
      );
  }
}
