import type { CharSet } from './charSet.ts';
import { classSet, oneChar } from './charSet.ts';
import { categoryClass, escapedChar, escapedClass } from './escapes.ts';

/** A regular expression of XML Schema as a tree; `max` is Infinity where there is no limit. */
export type RegexNode =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: RegexNode;
      readonly min: number;
      readonly max: number;
    };

/** How deep parentheses and subtractions may nest. */
const MAX_DEPTH = 100;

/** Reads a regular expression of XML Schema part 2, appendix F. @returns the tree, or in words what is wrong with it */
export function parseRegex(text: string): RegexNode | string {
  const reader: Reader = { chars: [...text], at: 0, depth: 0, error: undefined };
  const node = readChoice(reader);
  if (reader.error === undefined && reader.at < reader.chars.length)
    fail(reader, `'${peek(reader)}' stands alone`);
  return reader.error ?? node;
}

interface Reader {
  readonly chars: readonly string[];
  at: number;
  depth: number;
  error: string | undefined;
}

function peek(reader: Reader): string {
  return reader.error === undefined ? (reader.chars[reader.at] ?? '') : '';
}

function take(reader: Reader, char: string): boolean {
  if (peek(reader) !== char) return false;
  reader.at++;
  return true;
}

function fail(reader: Reader, error: string): void {
  reader.error ??= `${error} (character ${reader.at + 1})`;
}

function readChoice(reader: Reader): RegexNode {
  const parts = [readSequence(reader)];
  while (take(reader, '|')) parts.push(readSequence(reader));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
}

function readSequence(reader: Reader): RegexNode {
  const parts: RegexNode[] = [];
  for (let char = peek(reader); char !== '' && char !== '|' && char !== ')'; char = peek(reader))
    parts.push(readQuantified(reader));
  return { kind: 'sequence', parts };
}

function readQuantified(reader: Reader): RegexNode {
  const part = readAtom(reader);
  if (take(reader, '?')) return { kind: 'repeat', part, min: 0, max: 1 };
  if (take(reader, '*')) return { kind: 'repeat', part, min: 0, max: Infinity };
  if (take(reader, '+')) return { kind: 'repeat', part, min: 1, max: Infinity };
  if (!take(reader, '{')) return part;
  const min = readNumber(reader);
  const max = take(reader, ',') ? (peek(reader) === '}' ? Infinity : readNumber(reader)) : min;
  if (!take(reader, '}')) fail(reader, "'}' is missing");
  if (max < min) fail(reader, `{${min},${max}} counts backwards`);
  return { kind: 'repeat', part, min, max };
}

function readNumber(reader: Reader): number {
  let digits = '';
  for (let char = peek(reader); char >= '0' && char <= '9' && digits.length < 9;) {
    digits += char;
    reader.at++;
    char = peek(reader);
  }
  if (digits === '') fail(reader, 'a number is missing');
  return Number(digits);
}

function readAtom(reader: Reader): RegexNode {
  const char = peek(reader);
  if (char === '(') return readParentheses(reader);
  if (char === '[') return { kind: 'chars', set: readSet(reader) };
  if ('?*+{}]'.includes(char)) fail(reader, `'${char}' has nothing to repeat or close`);
  reader.at++;
  if (char === '.') return { kind: 'chars', set: NO_LINE_END };
  if (char !== '\\') return { kind: 'chars', set: oneChar(char.codePointAt(0) ?? 0) };
  const escape = readEscape(reader);
  return { kind: 'chars', set: typeof escape === 'string' ? charOf(escape) : classSet(escape) };
}

function readParentheses(reader: Reader): RegexNode {
  reader.at++;
  if (++reader.depth > MAX_DEPTH) fail(reader, 'parentheses nest too deep');
  const inner = readChoice(reader);
  reader.depth--;
  if (!take(reader, ')')) fail(reader, "')' is missing");
  return inner;
}

/** What follows a backslash: the character, or the class. */
function readEscape(reader: Reader): string | ((codePoint: number) => boolean) {
  const letter = peek(reader);
  reader.at++;
  if (letter === 'p' || letter === 'P') {
    const end = reader.chars.indexOf('}', reader.at);
    const name = take(reader, '{') && end > 0 ? reader.chars.slice(reader.at, end).join('') : '';
    const holds = categoryClass(name);
    if (holds === undefined) fail(reader, `no class of characters is named '${name}'`);
    else reader.at = end + 1;
    return (codePoint) => holds?.(codePoint) === (letter === 'p');
  }
  const found = escapedChar(letter) ?? escapedClass(letter);
  if (found === undefined) fail(reader, `'\\${letter}' means nothing`);
  return found ?? letter;
}

function readSet(reader: Reader): CharSet {
  reader.at++;
  if (++reader.depth > MAX_DEPTH) fail(reader, 'classes nest too deep');
  const isNegated = take(reader, '^');
  const ranges: [number, number][] = [];
  const classes: ((codePoint: number) => boolean)[] = [];
  let except: CharSet | undefined;
  while (peek(reader) !== ']' && peek(reader) !== '') {
    if (peek(reader) === '-' && reader.chars[reader.at + 1] === '[') {
      reader.at++;
      except = readSet(reader);
      break;
    }
    const first = readSetChar(reader);
    if (typeof first !== 'string') {
      classes.push(first);
      continue;
    }
    const from = first.codePointAt(0) ?? 0;
    ranges.push([from, readRangeEnd(reader, from)]);
  }
  reader.depth--;
  if (!take(reader, ']')) fail(reader, "']' is missing");
  return { ranges, classes, isNegated, except };
}

function readSetChar(reader: Reader): string | ((codePoint: number) => boolean) {
  const char = peek(reader);
  if (char === '[') fail(reader, "'[' must be written as '\\['");
  reader.at++;
  return char === '\\' ? readEscape(reader) : char;
}

/** The last character of a range whose first was just read; the first itself where no range follows. */
function readRangeEnd(reader: Reader, from: number): number {
  const next = reader.chars[reader.at + 1];
  if (peek(reader) !== '-' || next === ']' || next === '[' || next === undefined) return from;
  reader.at++;
  const last = readSetChar(reader);
  const to = typeof last === 'string' ? (last.codePointAt(0) ?? 0) : -1;
  if (to < from) fail(reader, 'a range of characters counts backwards');
  return to;
}

function charOf(char: string): CharSet {
  return oneChar(char.codePointAt(0) ?? 0);
}

const NO_LINE_END: CharSet = {
  ranges: [
    [10, 10],
    [13, 13],
  ],
  classes: [],
  isNegated: true,
  except: undefined,
};
