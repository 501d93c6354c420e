import type { Fix } from '../../text/finding.ts';
import type { SourceRange } from '../../text/range.ts';
import type { ValueProblem } from '../define.ts';

/** Sets of nodes, CPUs and vCPUs end here: VIR_DOMAIN_CPUMASK_LEN is 16384 (libvirt src/conf/domain_conf.h). */
export const GREATEST_MEMBER = 16383;

/** One item between commas: a number, a range (`first` ≤ `last`) or an exclusion. */
export interface SetItem {
  readonly first: number;
  readonly last: number;
  readonly excluded: boolean;
  readonly range: SourceRange;
}

/** Reads one item without white space around it; what is wrong with it is told with what would be right. */
export function readItem(item: string, range: SourceRange): SetItem | ValueProblem {
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
      message: `the range '${shortened(item)}' runs backwards: libvirt wants the smaller number first`,
      range,
      fixes: [replacement(`${last}-${first}`, range, true)],
    };
  return { first, last, excluded: false, range };
}

function tooLarge(digits: string, range: SourceRange): ValueProblem {
  const short = digits.length > 12 ? `${digits.slice(0, 9)}…` : digits;
  return {
    message: `${short} is too large: numbers in a set end at ${GREATEST_MEMBER}`,
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
      message: `'${shortened(item)}' excludes a range: '^' takes one number only`,
      range,
      fixes: few ? [replacement(each.join(','), range, true)] : [],
    };
  }
  const number = /^\s+(\d+)$/.exec(body)?.[1];
  if (number !== undefined)
    return {
      message: `'${shortened(item)}' has a blank behind '^': libvirt wants the number at once`,
      range,
      fixes: [replacement(`^${number}`, range, true)],
    };
  return {
    message: `'${shortened(item)}' excludes nothing: '^' takes one number, as in ^3`,
    range,
  };
}

const LOOKALIKE_CARETS = 'ˆ＾˄‸⌃ꞈ';
const LOOKALIKE_DASHES = '‐‑‒–—−－';

function unreadable(item: string, range: SourceRange): ValueProblem {
  const straight = [...item]
    .map((c) => (LOOKALIKE_CARETS.includes(c) ? '^' : LOOKALIKE_DASHES.includes(c) ? '-' : c))
    .join('');
  if (straight !== item) {
    const caret = [...item].find((c) => LOOKALIKE_CARETS.includes(c));
    const which =
      caret === undefined
        ? `'${shortened(item)}' is written with a dash that only looks like '-'`
        : `'${shortened(item)}' is written with '${caret}' (${codePoint(caret)}), which only looks like the caret '^'`;
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
      message: `'${shortened(item)}': a number is excluded by '^', not by '!'`,
      range,
      fixes: [replacement(`^${negated}`, range, true)],
    };
  if (/^\d+(?:-\d+)?(?:[ \t\r\n;]+\d+(?:-\d+)?)+$/.test(item))
    return {
      message: `'${shortened(item)}': numbers are separated by commas`,
      range,
      fixes: [replacement(item.split(/[ \t\r\n;]+/).join(','), range, true)],
    };
  if (/^[-+]\d/.test(item))
    return { message: `'${shortened(item)}' has a sign: numbers in a set have none`, range };
  if (/^\d+-$/.test(item))
    return { message: `the range '${shortened(item)}' has no end: write it as in 0-3`, range };
  return {
    message: `'${shortened(item)}' is no number, no range (0-3) and no exclusion (^2)`,
    range,
  };
}

/** Writes something else in its place. */
export function replacement(newText: string, range: SourceRange, safe: boolean): Fix {
  return { title: `Write '${shortened(newText)}'`, safe, edits: [{ range, newText }] };
}

/** A long text cut off for a message. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
