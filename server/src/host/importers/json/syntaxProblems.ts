import { printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { Problem } from '../../../text/finding.ts';
import { range } from '../../../text/range.ts';

/** What breaks a JSON text, in our words, at most ten of it. `base`: where the text begins in its file. */
export function syntaxProblems(
  text: string,
  base: number,
  errors: readonly ParseError[],
  rule: string,
): readonly Problem[] {
  return errors.slice(0, MAX_SYNTAX_PROBLEMS).map(({ error, offset, length }) => {
    const start = Math.min(offset, text.length);
    const end = Math.min(start + length, text.length);
    const message = MESSAGES.get(printParseErrorCode(error)) ?? 'the JSON is broken here';
    return { rule, range: range(base + start, base + end), message };
  });
}

const MAX_SYNTAX_PROBLEMS = 10;

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['InvalidSymbol', 'this word is not JSON; texts stand in double quotes'],
  ['InvalidNumberFormat', 'this is not a number as JSON writes them'],
  ['PropertyNameExpected', 'a key in double quotes is expected here'],
  ['ValueExpected', 'a value is expected here'],
  ['ColonExpected', "':' is expected behind the key"],
  ['CommaExpected', "',' is expected between two entries"],
  ['CloseBraceExpected', "'}' is expected here"],
  ['CloseBracketExpected', "']' is expected here"],
  ['UnexpectedEndOfComment', 'the comment is never closed'],
  ['UnexpectedEndOfString', 'the text is never closed: its second double quote is missing'],
  ['UnexpectedEndOfNumber', 'the number ends too early'],
  ['InvalidUnicode', "'\\u' needs four hexadecimal digits"],
  ['InvalidEscapeCharacter', "this character cannot stand behind '\\'"],
  ['InvalidCharacter', 'this character cannot stand in a text'],
]);
