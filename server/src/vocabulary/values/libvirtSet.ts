import type { Parsed, Place, ValueProblem } from '../define.ts';
import { idSetOf, type IdSet } from './idSet.ts';
import { readItem, replacement, shortened, type SetItem } from './setItem.ts';

/**
 * Reads a set as libvirt's virBitmapParse does (src/util/virbitmap.c): numbers, ranges and exclusions by comma, evaluated
 * from left to right, ASCII white space around items and one trailing comma allowed, an empty result refused. Every bad
 * item is a problem of its own. Linear in the text, whatever the ranges: `0-16383` a thousand times costs a thousand steps.
 */
export function parseLibvirtSet<Id extends number>(text: string, place: Place): Parsed<IdSet<Id>> {
  const whole = place(0, text.length);
  const problems: ValueProblem[] = [];
  const items: SetItem[] = [];
  /** What the items would be with all that is mended without asking. */
  const mended: SetItem[] = [];
  const pieces = splitAtCommas(text).map(({ from, to }) => trimmed(text, from, to));
  if (pieces.every(([start, end]) => start === end))
    return bad([
      { message: 'the set is empty: name at least one number, as in 0 or 0-3', range: whole },
    ]);
  pieces.forEach(([start, end], index) => {
    if (start === end) {
      const isTrailing = index === pieces.length - 1;
      if (!isTrailing) problems.push(emptyItem(text.indexOf(',', end), index === 0, place));
      return;
    }
    const item = readItem(text.slice(start, end), place(start, end));
    if ('message' in item) problems.push(item);
    else items.push(item);
    mended.push(...('message' in item ? mendedBy(item) : [item]));
  });
  if (problems.length > 0) {
    // What was meant by a set of which nothing would remain, nobody knows.
    const isEmptied = mended.length > 0 && idSetOf(mended) === undefined;
    return bad(isEmptied ? problems.map(withoutFixes) : problems);
  }
  const value = idSetOf<Id>(items);
  if (value !== undefined) return { value, problems };
  const message = `'${shortened(text.trim())}' excludes every number that it names: no number remains`;
  const kept = pieces.map(([start, end]) => text.slice(start, end));
  const included = kept.filter((piece) => piece !== '' && !piece.startsWith('^')).join(',');
  return bad([
    {
      ...{ message, range: whole },
      fixes: included === '' ? [] : [replacement(included, whole, false)],
    },
  ]);
}

function mendedBy({ fixes = [], range }: ValueProblem): readonly SetItem[] {
  const pieces = fixes.flatMap(({ safe, edits }) =>
    safe ? edits.flatMap(({ newText }) => newText.split(',')) : [],
  );
  return pieces.flatMap((piece) => {
    const item = readItem(piece, range);
    return 'message' in item ? [] : [item];
  });
}

function withoutFixes({ message, range }: ValueProblem): ValueProblem {
  return { message, range };
}

function bad(problems: readonly ValueProblem[]): Parsed<never> {
  return { value: undefined, problems };
}

/** `comma` is the one behind the gap. */
function emptyItem(comma: number, isFirst: boolean, place: Place): ValueProblem {
  const range = place(comma, comma + 1);
  const what = isFirst
    ? 'a comma before the first number'
    : 'two commas with no number between them';
  return {
    message: `${what}: libvirt cannot read that`,
    range,
    fixes: [{ title: 'Remove the superfluous comma', safe: true, edits: [{ range, newText: '' }] }],
  };
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** The bounds of the part without ASCII white space at its ends: libvirt's other blanks are no blanks here. */
function trimmed(text: string, from: number, to: number): [number, number] {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function splitAtCommas(text: string): { from: number; to: number }[] {
  const pieces = [];
  let from = 0;
  for (;;) {
    const comma = text.indexOf(',', from);
    if (comma < 0) return [...pieces, { from, to: text.length }];
    pieces.push({ from, to: comma });
    from = comma + 1;
  }
}
