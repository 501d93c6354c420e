import type { Written } from '../domain/read.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { Report } from './rule.ts';

/** A longer list is nobody's handwriting. */
const ITEMS_LIMIT = 256;

/** Exclusions of numbers that a later item of the set puts in again. */
export function* earlyExclusions(
  text: string,
  written: Written<IdSet<number>> | undefined,
): Generator<Report> {
  const set = written?.value;
  if (written === undefined || set === undefined || set.items.length > ITEMS_LIMIT) return;
  const { items } = set;
  const early = items.filter(({ first, excluded }) => excluded && set.has(first));
  if (early.length === 0) return;
  const taken = new Set(early.map(({ first }) => first));
  const ordered = [...items.filter((item) => !early.includes(item)), ...early];
  const newText = ordered.map(({ range }) => text.slice(range.start, range.end)).join(',');
  const edits = [{ range: written.range, newText }];
  for (const { first, range } of early)
    yield {
      range,
      message: `'^${first}' stands before what it is to be taken out of: libvirt reads from left to right, and ${first} stays in`,
      fixes:
        set.size > taken.size ? [{ title: 'Put exclusions at the end', safe: false, edits }] : [],
    };
}
