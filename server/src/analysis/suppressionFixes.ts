import { wholeLines } from '../domain/edit.ts';
import type { Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type { NamedRule } from './directives.ts';

/** Takes a comment out, with its line where nothing else stands on it. */
export function removeComment(text: string, range: SourceRange): Fix {
  return {
    title: 'Remove the comment',
    safe: false,
    edits: [{ range: wholeLines(text, range), newText: '' }],
  };
}

/** Takes one of several rules out of a comment, with the comma that separates it. */
export function removeName(rules: readonly NamedRule[], named: NamedRule): Fix {
  const index = rules.indexOf(named);
  const before = rules[index - 1];
  const after = rules[index + 1];
  const range =
    before === undefined
      ? { start: named.range.start, end: after?.range.start ?? named.range.end }
      : { start: before.range.end, end: named.range.end };
  return {
    title: `Remove ${named.id} from the comment`,
    safe: false,
    edits: [{ range, newText: '' }],
  };
}
