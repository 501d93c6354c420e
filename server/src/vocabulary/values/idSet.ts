import type { SetItem } from './setItem.ts';

/** A set of numbers as somebody wrote it. Its numbers are not laid out before they are asked for. */
export interface IdSet<Id extends number> {
  /** As written, from left to right; empty for a set that nobody wrote. */
  readonly items: readonly SetItem[];
  /** What remains after all exclusions: ascending, without doubles, never empty. */
  readonly values: readonly Id[];
  /** How many numbers remain. */
  readonly size: number;
  readonly has: (id: number) => boolean;
}

/** What libvirt makes of the items, each overruling those before it; undefined when no number remains. */
export function idSetOf<Id extends number>(items: readonly SetItem[]): IdSet<Id> | undefined {
  const runs = items.some((item) => item.excluded) ? evaluated(items) : merged(items);
  return runs.length === 0 ? undefined : runSet<Id>(items, runs);
}

/** The set of some numbers; at least one. */
export function idSetOfValues<Id extends number>(values: readonly Id[]): IdSet<Id> {
  return runSet<Id>([], merged(values.map((id) => ({ first: id, last: id }))));
}

/** Neighbouring numbers, `first` ≤ `last`. */
interface Run {
  readonly first: number;
  last: number;
}

function runSet<Id extends number>(items: readonly SetItem[], runs: readonly Run[]): IdSet<Id> {
  let values: Id[] | undefined;
  return {
    items,
    size: runs.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    get values() {
      if (values !== undefined) return values;
      values = [];
      for (const { first, last } of runs)
        for (let id = first; id <= last; id++) values.push(id as Id);
      return values;
    },
    has: (id) => isIn(runs, id),
  };
}

function isIn(runs: readonly Run[], id: number): boolean {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run === undefined || id < run.first) high = middle;
    else if (id > run.last) low = middle + 1;
    else return true;
  }
  return false;
}

/** Ascending, disjoint runs that together hold the numbers of all the given ones. */
function merged(runs: readonly Readonly<Run>[]): Run[] {
  const found: Run[] = [];
  for (const { first, last } of [...runs].sort((a, b) => a.first - b.first)) {
    const before = found.at(-1);
    if (before === undefined || first > before.last + 1) found.push({ first, last });
    else before.last = Math.max(before.last, last);
  }
  return found;
}

/** From left to right on a map of all numbers, which the grammar bounds. */
function evaluated(items: readonly SetItem[]): Run[] {
  const greatest = items.reduce(
    (most, { last, excluded }) => (excluded ? most : Math.max(most, last)),
    -1,
  );
  const map = new Uint8Array(greatest + 1);
  for (const { first, last, excluded } of items) map.fill(excluded ? 0 : 1, first, last + 1);
  const runs: Run[] = [];
  for (let id = map.indexOf(1); id >= 0; id = map.indexOf(1, id)) {
    const end = map.indexOf(0, id);
    const last = end < 0 ? greatest : end - 1;
    runs.push({ first: id, last });
    id = last + 1;
  }
  return runs;
}
