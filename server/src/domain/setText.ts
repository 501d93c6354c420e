import { formatIdSet } from '../host/format.ts';
import type { IdSet } from '../vocabulary/values/libvirtSet.ts';

/**
 * The set's source text without the numbers that `drop` names, everything else as it was written; undefined when no number
 * would remain.
 */
export function setWithout(
  text: string,
  set: IdSet<number>,
  drop: (id: number) => boolean,
): string | undefined {
  if (set.values.every(drop)) return undefined;
  const kept = set.items.flatMap(({ first, last, excluded, range }): string[] => {
    const written = text.slice(range.start, range.end);
    if (excluded) return [written];
    const members = numbers(first, last).filter((id) => !drop(id));
    if (members.length === last - first + 1) return [written];
    return members.length === 0 ? [] : [formatIdSet(members)];
  });
  return kept.join(',');
}

/** The item's numbers that remain in the set after all exclusions. */
export function membersOf(
  { first, last, excluded }: IdSet<number>['items'][number],
  set: IdSet<number>,
): readonly number[] {
  return excluded ? [] : numbers(first, last).filter((id) => set.has(id));
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
