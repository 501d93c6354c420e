import { formatIdSet } from '../host/format.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { SetItem } from '../vocabulary/values/setItem.ts';

/** A longer list is nobody's handwriting: it is rewritten as a whole. */
const ITEMS_LIMIT = 256;

/**
 * The set's source text without the numbers that `drop` names, everything else as it was written; undefined when no number
 * would remain.
 */
export function setWithout(
  text: string,
  set: IdSet<number>,
  drop: (id: number) => boolean,
): string | undefined {
  const rest = set.values.filter((id) => !drop(id));
  if (rest.length === 0) return undefined;
  if (set.items.length > ITEMS_LIMIT) return formatIdSet(rest);
  const kept = set.items.flatMap(({ first, last, excluded, range }): string[] => {
    const written = text.slice(range.start, range.end);
    if (excluded) return [written];
    const members = numbers(first, last).filter((id) => !drop(id));
    if (members.length === last - first + 1) return [written];
    return members.length === 0 ? [] : [formatIdSet(members)];
  });
  return kept.join(',');
}

/**
 * Which of the numbers each item of the set names, in the order of the items; a number that several items name is told at the
 * first, and items without any are left out. Linear in items and numbers, whatever the ranges.
 */
export function mentionsOf<Id extends number>(
  set: IdSet<Id>,
  ids: readonly Id[],
): readonly { readonly item: SetItem; readonly ids: readonly Id[] }[] {
  const sorted = [...ids].sort((a, b) => a - b);
  const next = sorted.map((_, index) => index);
  const open = (from: number): number => {
    let at = from;
    while (at < sorted.length && next[at] !== at) at = next[at] ?? sorted.length;
    for (let step = from; step < at;) {
      const following = next[step] ?? at;
      next[step] = at;
      step = following;
    }
    return at;
  };
  return set.items.flatMap((item) => {
    if (item.excluded) return [];
    const named: Id[] = [];
    for (let at = open(lowerBound(sorted, item.first)); ; at = open(at + 1)) {
      const id = sorted[at];
      if (id === undefined || id > item.last) break;
      named.push(id);
      next[at] = at + 1;
    }
    return named.length === 0 ? [] : [{ item, ids: named }];
  });
}

/** Whether a part of the set names a number from the limit on; to ask that lays out no numbers. */
export function reaches(set: IdSet<number>, limit: number): boolean {
  return set.items.some(({ last, excluded }) => !excluded && last >= limit);
}

/**
 * So many numbers of sets that are not as they should be are told apart by one rule: a file in which all sets are as large as
 * sets can be must not cost more than it is worth.
 */
export const NUMBERS_LIMIT = 300_000;

/** The index of the first number that is not below the limit. */
function lowerBound(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
