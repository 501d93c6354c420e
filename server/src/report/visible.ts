/**
 * The text as a terminal may safely show it on one line: what would move the cursor, change colours, reorder or hide
 * characters (control characters, line ends, marks of writing direction, lone surrogates, invisible characters) is written
 * out as `\x1b` or `\u202e`.
 */
export function visible(text: string): string {
  return HIDDEN.test(text) ? text.replace(EACH_HIDDEN, written) : text;
}

// The joiner U+200D and the variation selectors stay: they are part of emoji and of several scripts.
const PATTERN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const HIDDEN = new RegExp(PATTERN, 'u');
const EACH_HIDDEN = new RegExp(PATTERN, 'gu');

function written(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
