import type { SourceRange } from '../text/range.ts';
import { GT, LT } from './attributeValue.ts';
import { decode } from './decode.ts';
import { insertion, report } from './problemList.ts';
import type { Reading } from './reading.ts';
import { find, lineEnd, nextOf, unitAt, withoutTrailingSpace } from './scan.ts';
import type { SyntaxLeaf } from './syntax.ts';

/** Reads `<!-- … -->` at the scan's place. A comment that never ends is ended with its line. */
export function readComment(reading: Reading, opening = '<!--'): SyntaxLeaf {
  const { scan } = reading;
  const start = scan.pos;
  const from = start + opening.length;
  const close = find(scan, '-->', from);
  if (close >= 0) {
    const content = { start: from, end: close };
    reportHyphens(reading, content);
    return leaf(reading, 'comment', content, { start, end: close + 3 });
  }
  const end = withoutTrailingSpace(scan, from, lineEnd(scan, from));
  report(reading.problems, 'unclosed-comment', { start, end }, 'the comment is never closed', {
    fixes: [insertion('Close the comment at the end of the line', false, end, ' -->')],
  });
  return leaf(reading, 'comment', { start: from, end }, { start, end });
}

/** Reads `<-- … -->` as the comment that it must be meant for. */
export function readCommentWithoutMark(reading: Reading): SyntaxLeaf {
  const { scan } = reading;
  const range = { start: scan.pos, end: scan.pos + 3 };
  const message = "'<--' begins nothing; a comment begins with '<!--'";
  report(reading.problems, 'missing-element-name', range, message, {
    fixes: [insertion("Insert '!'", true, range.start + 1, '!')],
  });
  return readComment(reading, '<--');
}

/** Reads `<![CDATA[ … ]]>` at the scan's place. Without its end it is ended with its line or before the next tag. */
export function readCdata(reading: Reading): SyntaxLeaf {
  const { scan } = reading;
  const start = scan.pos;
  const from = start + 9;
  const close = find(scan, ']]>', from);
  if (close >= 0)
    return leaf(reading, 'cdata', { start: from, end: close }, { start, end: close + 3 });
  const end = withoutTrailingSpace(scan, from, nextOf(scan, from, [LT, 10, 13]));
  report(
    reading.problems,
    'unclosed-cdata',
    { start, end },
    "the CDATA section is never closed; ']]>' is missing",
    {
      fixes: [insertion("Insert ']]>'", false, end, ']]>')],
    },
  );
  return leaf(reading, 'cdata', { start: from, end }, { start, end });
}

/**
 * A leaf whose source is the whole construct; its map leads from the content's characters to their places, as the
 * two do not run in step.
 */
export function leaf(
  reading: Reading,
  kind: SyntaxLeaf['kind'],
  content: SourceRange,
  whole: SourceRange,
  target = '',
): SyntaxLeaf {
  const { value, source } = decode(reading, content, 'verbatim');
  reading.scan.pos = whole.end;
  let made: readonly number[] | undefined;
  return {
    kind,
    value,
    target,
    source: {
      range: whole,
      get map() {
        return (made ??=
          source.map ?? Array.from({ length: value.length + 1 }, (_, i) => content.start + i));
      },
    },
  };
}

/** `<!` that begins nothing: skipped with its `>` if that stands on the same line. */
export function skipOddMarkup(reading: Reading): void {
  const { scan } = reading;
  const start = scan.pos;
  const stop = nextOf(scan, start + 2, [GT, LT, 10, 13]);
  const end = unitAt(scan, stop) === GT ? stop + 1 : withoutTrailingSpace(scan, start + 2, stop);
  report(
    reading.problems,
    'missing-element-name',
    { start, end },
    "'<!' begins a comment, a CDATA section or a DOCTYPE; this is none of them",
  );
  scan.pos = end;
}

function reportHyphens(reading: Reading, content: SourceRange): void {
  const { text } = reading.scan;
  const first = text.slice(content.start, content.end + 1).indexOf('--');
  if (first < 0) return;
  reading.scan.steps += content.end - content.start;
  const edits = [];
  for (let at = content.start; at < content.end; at++)
    if (text.charAt(at) === '-' && text.charAt(at + 1) === '-')
      edits.push({ range: { start: at + 1, end: at + 1 }, newText: ' ' });
  const start = content.start + first;
  let end = start + 2;
  while (end < content.end && text.charAt(end) === '-') end++;
  const opens = text.startsWith('<!', start - 2);
  report(
    reading.problems,
    'double-hyphen-in-comment',
    { start: opens ? start - 2 : start, end },
    opens
      ? 'a comment begins inside of a comment; comments do not nest'
      : "'--' may not stand inside of a comment",
    { fixes: [{ title: 'Put a blank between the hyphens', safe: true, edits }] },
  );
}
