import { isNameStart, isXmlCharacter } from './characters.ts';

/** What an `&` begins. `end` is behind the last character that belongs to it. */
export type Reference =
  /** `&lt;` or `&#65;` */
  | { readonly kind: 'value'; readonly value: string; readonly end: number }
  /** The same without its `;` */
  | { readonly kind: 'unterminated'; readonly value: string; readonly end: number }
  /** A number that is no character, or `&#` without a number */
  | { readonly kind: 'bad'; readonly value: string; readonly end: number }
  /** `&name;` that XML does not know by itself */
  | { readonly kind: 'unknown'; readonly name: string; readonly end: number }
  /** An `&` alone */
  | { readonly kind: 'bare'; readonly end: number };

/** Reads the reference at `text[at]`, which is an `&`; looks no further than `limit`. */
export function readReference(text: string, at: number, limit: number): Reference {
  if (text[at + 1] === '#' && at + 1 < limit) return readNumber(text, at, limit);
  const end = nameEnd(text, at + 1, limit);
  const name = text.slice(at + 1, end);
  const value = PREDEFINED.get(name);
  if (end < limit && text[end] === ';' && name !== '') {
    if (value === undefined) return { kind: 'unknown', name, end: end + 1 };
    return { kind: 'value', value, end: end + 1 };
  }
  if (value !== undefined) return { kind: 'unterminated', value, end };
  return { kind: 'bare', end: at + 1 };
}

function readNumber(text: string, at: number, limit: number): Reference {
  const hexadecimal = text[at + 2] === 'x' && at + 2 < limit;
  const start = at + (hexadecimal ? 3 : 2);
  let end = start;
  while (end < limit && isAlphanumeric(text.charCodeAt(end))) end++;
  const digits = text.slice(start, end);
  const terminated = end < limit && text[end] === ';';
  const behind = terminated ? end + 1 : end;
  const proper = hexadecimal ? /^[0-9A-Fa-f]+$/.test(digits) : /^[0-9]+$/.test(digits);
  const codePoint = proper ? Number.parseInt(digits, hexadecimal ? 16 : 10) : -1;
  if (codePoint < 0 || !isXmlCharacter(codePoint))
    return { kind: 'bad', value: '\ufffd', end: behind };
  const value = String.fromCodePoint(codePoint);
  return { kind: terminated ? 'value' : 'unterminated', value, end: behind };
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function nameEnd(text: string, from: number, limit: number): number {
  if (from >= limit || !isNameStart(text.codePointAt(from) ?? 0)) return from;
  let i = from;
  while (i < limit && isEntityNameUnit(text.charCodeAt(i))) i++;
  return i;
}

/** Generous with other alphabets: no such name is predefined, so nothing depends on it. */
function isEntityNameUnit(code: number): boolean {
  if (code >= 128) return true;
  return isAlphanumeric(code) || code === 0x5f || code === 0x2d || code === 0x2e || code === 0x3a;
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}
