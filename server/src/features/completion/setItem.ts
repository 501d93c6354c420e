import type { SourceRange } from '../../text/range.ts';
import type { Suggestion } from '../../vocabulary/define.ts';
import type { IdSet } from '../../vocabulary/values/idSet.ts';
import { parseLibvirtSet } from '../../vocabulary/values/libvirtSet.ts';

/** The item of a set that the cursor is in. */
export interface SetItemSpot {
  /** Without the blanks around it and without its `^`. */
  readonly range: SourceRange;
  readonly excluded: boolean;
  /** As written so far. */
  readonly text: string;
  /** What the items before and behind it name. */
  readonly others: IdSet<number> | undefined;
  /** What the items before it name. */
  readonly before: IdSet<number> | undefined;
  readonly isLast: boolean;
}

/** The item of the set in `text` at `value` that the offset touches. */
export function setItemAt(text: string, value: SourceRange, offset: number): SetItemSpot {
  const written = text.slice(value.start, value.end);
  const at = offset - value.start;
  const from = at === 0 ? 0 : written.lastIndexOf(',', at - 1) + 1;
  const comma = written.indexOf(',', at);
  const to = comma < 0 ? written.length : comma;
  const item = written.slice(from, to);
  const lead = /^\s*\^?/.exec(item)?.[0].length ?? 0;
  const body = item.slice(lead).trimEnd();
  const start = value.start + from + lead;
  const before = written.slice(0, Math.max(from - 1, 0));
  const behind = comma < 0 ? '' : written.slice(comma + 1);
  return {
    range: { start, end: start + body.length },
    excluded: item.trimStart().startsWith('^'),
    text: body,
    others: setOf([before, behind].filter((part) => part.trim() !== '').join(',')),
    before: setOf(before),
    isLast: comma < 0,
  };
}

/**
 * The suggestions that make sense for the item: numbers that the set does not have yet, numbers that it has behind a `^`,
 * ends of a range behind `0-`.
 */
export function itemSuggestions(
  item: SetItemSpot,
  suggestions: readonly Suggestion[],
): readonly Suggestion[] {
  if (item.excluded) return memberSuggestions(item, suggestions);
  const fresh = suggestions.filter(({ text }) => !overlap(setOf(text), item.others));
  const first = /^(\d+)\s*-/.exec(item.text)?.[1];
  return first === undefined ? fresh : rangeSuggestions(Number(first), suggestions);
}

const MOST_MEMBERS = 64;

function memberSuggestions(
  { before }: SetItemSpot,
  suggestions: readonly Suggestion[],
): readonly Suggestion[] {
  const known = new Map(suggestions.map((suggestion) => [suggestion.text, suggestion]));
  return (before?.size ?? 0) > MOST_MEMBERS
    ? []
    : (before?.values ?? []).map((id) => known.get(String(id)) ?? { text: String(id) });
}

function rangeSuggestions(first: number, suggestions: readonly Suggestion[]): Suggestion[] {
  const ends = new Map<number, Suggestion>();
  for (const suggestion of suggestions) {
    const last = setOf(suggestion.text)?.values.at(-1);
    if (last !== undefined && last > first && !ends.has(last)) ends.set(last, suggestion);
  }
  return [...ends].map(([last]) => ({ text: `${first}-${last}` }));
}

function overlap(a: IdSet<number> | undefined, b: IdSet<number> | undefined): boolean {
  return a !== undefined && b !== undefined && a.values.some((id) => b.has(id));
}

function setOf(text: string): IdSet<number> | undefined {
  return parseLibvirtSet<number>(text, (start, end) => ({ start, end })).value;
}
