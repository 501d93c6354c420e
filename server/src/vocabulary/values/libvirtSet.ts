import type { Fix } from '../../text/finding.ts';
import type { SourceRange } from '../../text/range.ts';
import type { Parsed, Place, ValueProblem } from '../define.ts';

/** Sets of nodes, CPUs and vCPUs end here: VIR_DOMAIN_CPUMASK_LEN is 16384 (libvirt src/conf/domain_conf.h). */
export const GREATEST_MEMBER = 16383;

/** One item between commas: a number, a range (`first` ≤ `last`) or an exclusion. */
export interface SetItem {
  readonly first: number;
  readonly last: number;
  readonly excluded: boolean;
  readonly range: SourceRange;
}

export interface IdSet<Id extends number> {
  /** As written, from left to right. */
  readonly items: readonly SetItem[];
  /** What remains after all exclusions: ascending, without doubles, never empty. */
  readonly values: readonly Id[];
  readonly has: (id: number) => boolean;
}

/**
 * Reads a set as libvirt's virBitmapParse does (src/util/virbitmap.c): numbers, ranges and exclusions by comma, evaluated
 * from left to right, ASCII white space around items and one trailing comma allowed, an empty result refused. Every bad
 * item is a problem of its own. Linear in the text, whatever the ranges: `0-16383` a thousand times costs a thousand steps.
 */
export function parseLibvirtSet<Id extends number>(text: string, place: Place): Parsed<IdSet<Id>> {
  const whole = place(0, text.length);
  if (isBlank(text))
    return bad([
      { message: 'the set is empty: name at least one number, as in 0 or 0-3', range: whole },
    ]);
  const problems: ValueProblem[] = [];
  const items: SetItem[] = [];
  const pieces = splitAtCommas(text);
  pieces.forEach(({ from, to }, index) => {
    const [start, end] = trimmed(text, from, to);
    if (start === end) {
      const trailing = index === pieces.length - 1 && index > 0;
      if (!trailing) problems.push(emptyItem(from, to, place));
      return;
    }
    const item = readItem(text.slice(start, end), place(start, end));
    if ('message' in item) problems.push(item);
    else items.push(item);
  });
  if (problems.length > 0) return bad(problems);
  const values = membersOf(items) as Id[];
  if (values.length === 0)
    return bad([
      {
        message: `the set '${text.trim()}' is empty: every number in it is excluded`,
        range: whole,
      },
    ]);
  const lookup = new Set<number>(values);
  return { value: { items, values, has: (id) => lookup.has(id) }, problems };
}

function bad(problems: readonly ValueProblem[]): Parsed<never> {
  return { value: undefined, problems };
}

function emptyItem(from: number, to: number, place: Place): ValueProblem {
  // The superfluous comma is the one before the gap, or the one behind it at the very beginning.
  const comma = from > 0 ? from - 1 : to;
  const range = place(comma, comma + 1);
  const leading = from === 0;
  return {
    message: leading
      ? 'the set begins with a comma: libvirt cannot read it'
      : 'two commas with no number between them: libvirt cannot read it',
    range,
    fixes: [
      {
        title: 'Remove the superfluous comma',
        safe: true,
        edits: [{ range: place(leading ? 0 : comma, leading ? comma + 1 : to), newText: '' }],
      },
    ],
  };
}

const LOOKALIKE_CARETS = 'ˆ＾˄‸⌃ꞈ';
const LOOKALIKE_DASHES = '‐‑‒–—−－';

function readItem(item: string, range: SourceRange): SetItem | ValueProblem {
  const excluded = item.startsWith('^');
  const body = excluded ? item.slice(1) : item;
  if (/^\d+$/.test(body)) return numberItem(body, excluded, range);
  if (excluded) return badExclusion(item, body, range);
  const ends = /^(\d+)[ \t\n\v\f\r]*-[ \t\n\v\f\r]*\+?(\d+)$/.exec(item);
  if (ends !== null) return rangeItem(item, ends[1] ?? '', ends[2] ?? '', range);
  return unreadable(item, range);
}

function numberItem(digits: string, excluded: boolean, range: SourceRange): SetItem | ValueProblem {
  const value = Number(digits);
  if (value > GREATEST_MEMBER) return tooLarge(digits, range);
  return { first: value, last: value, excluded, range };
}

function rangeItem(
  item: string,
  from: string,
  to: string,
  range: SourceRange,
): SetItem | ValueProblem {
  const first = Number(from);
  const last = Number(to);
  if (first > GREATEST_MEMBER) return tooLarge(from, range);
  if (last > GREATEST_MEMBER) return tooLarge(to, range);
  if (first > last)
    return {
      message: `the range '${item}' runs backwards: libvirt wants the smaller number first`,
      range,
      fixes: [replacement(`${last}-${first}`, range, true)],
    };
  return { first, last, excluded: false, range };
}

function tooLarge(digits: string, range: SourceRange): ValueProblem {
  const shown = digits.length > 12 ? `${digits.slice(0, 9)}…` : digits;
  return {
    message: `${shown} is too large: numbers in a set end at ${GREATEST_MEMBER}`,
    range,
  };
}

function badExclusion(item: string, body: string, range: SourceRange): ValueProblem {
  const ends = /^(\d{1,5})-(\d{1,5})$/.exec(body);
  if (ends !== null) {
    const first = Number(ends[1]);
    const last = Number(ends[2]);
    const few = first <= last && last - first < 16;
    const each = Array.from({ length: few ? last - first + 1 : 0 }, (_, i) => `^${first + i}`);
    return {
      message: `'${item}' excludes a range: '^' takes one number only`,
      range,
      fixes: few ? [replacement(each.join(','), range, true)] : [],
    };
  }
  const number = /^\s+(\d+)$/.exec(body)?.[1];
  if (number !== undefined)
    return {
      message: `'${item}' has a blank behind '^': libvirt wants the number at once`,
      range,
      fixes: [replacement(`^${number}`, range, true)],
    };
  return { message: `'${shown(item)}' excludes nothing: '^' takes one number, as in ^3`, range };
}

function unreadable(item: string, range: SourceRange): ValueProblem {
  const straight = [...item]
    .map((c) => (LOOKALIKE_CARETS.includes(c) ? '^' : LOOKALIKE_DASHES.includes(c) ? '-' : c))
    .join('');
  if (straight !== item) {
    const caret = [...item].find((c) => LOOKALIKE_CARETS.includes(c));
    const which =
      caret === undefined
        ? `'${item}' is written with a dash that only looks like '-'`
        : `'${item}' is written with '${caret}' (${codePoint(caret)}), which only looks like the caret '^'`;
    const right = !('message' in readItem(straight, range));
    return {
      message: `${which}: libvirt cannot read it`,
      range,
      fixes: right ? [replacement(straight, range, true)] : [],
    };
  }
  const negated = /^!(\d+)$/.exec(item)?.[1];
  if (negated !== undefined)
    return {
      message: `'${item}': a number is excluded by '^', not by '!'`,
      range,
      fixes: [replacement(`^${negated}`, range, true)],
    };
  if (/^\d+(?:[ \t\r\n]+\d+)+$/.test(item))
    return {
      message: `'${shown(item)}': numbers are separated by commas`,
      range,
      fixes: [replacement(item.split(/[ \t\r\n]+/).join(','), range, true)],
    };
  if (/^[-+]\d/.test(item))
    return { message: `'${shown(item)}' has a sign: numbers in a set have none`, range };
  if (/^\d+-$/.test(item))
    return { message: `the range '${item}' has no end: write it as in 0-3`, range };
  return {
    message: `'${shown(item)}' is no number, no range (0-3) and no exclusion (^2)`,
    range,
  };
}

function replacement(newText: string, range: SourceRange, safe: boolean): Fix {
  return { title: `Write '${newText}'`, safe, edits: [{ range, newText }] };
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function isBlank(text: string): boolean {
  const [start, end] = trimmed(text, 0, text.length);
  return start === end;
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

/** The last item that names a number decides; so they are taken from the end, each number once. */
function membersOf(items: readonly SetItem[]): number[] {
  const members: number[] = [];
  const nextOpen = new Map<number, number>();
  const open = (from: number): number => {
    let at = from;
    const path: number[] = [];
    for (let next = nextOpen.get(at); next !== undefined; next = nextOpen.get(at)) {
      path.push(at);
      at = next;
    }
    for (const step of path) nextOpen.set(step, at);
    return at;
  };
  for (const item of [...items].reverse()) {
    for (let id = open(item.first); id <= item.last; id = open(id + 1)) {
      nextOpen.set(id, id + 1);
      if (!item.excluded) members.push(id);
    }
  }
  return members.sort((a, b) => a - b);
}
