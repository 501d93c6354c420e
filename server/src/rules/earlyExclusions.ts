import type { Written } from '../domain/read.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { Report } from './rule.ts';

/** A longer list is nobody's handwriting. */
const ITEMS_LIMIT = 256;

/** Whether a set has items that could meet. */
export function hasSeveral(written: Written<IdSet<number>> | undefined): boolean {
  return (written?.value?.items.length ?? 0) > 1;
}

/** Exclusions of numbers that a later item of the set puts in again. `mayFix` is asked with the numbers of the mended set. */
export function* earlyExclusions(
  text: string,
  written: Written<IdSet<number>> | undefined,
  mayFix: (without: readonly number[]) => boolean = () => true,
): Generator<Report> {
  const set = written?.value;
  if (written === undefined || set === undefined || set.items.length > ITEMS_LIMIT) return;
  const { items } = set;
  const early = items.filter(({ first, excluded }) => excluded && set.has(first));
  if (early.length === 0) return;
  const taken = new Set(early.map(({ first }) => first));
  const isEarly = new Set(early);
  const ordered = [...items.filter((item) => !isEarly.has(item)), ...early];
  const newText = ordered.map(({ range }) => text.slice(range.start, range.end)).join(',');
  const edits = [{ range: written.range, newText }];
  const isHarmless = set.size > taken.size && mayFix(set.values.filter((id) => !taken.has(id)));
  for (const { first, range } of early)
    yield {
      range,
      message: `'^${first}' has no effect: libvirt reads from left to right, and what follows puts ${first} in`,
      fixes: isHarmless ? [{ title: 'Put exclusions at the end', safe: false, edits }] : [],
    };
}
