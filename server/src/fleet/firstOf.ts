/** The first `limit` of things in an order, in that order, without sorting all of them. */
export function firstOf<T>(
  things: Iterable<T>,
  compare: (a: T, b: T) => number,
  limit: number,
): readonly T[] {
  const first: T[] = [];
  for (const thing of things) {
    const last = first.length < limit ? undefined : first.at(-1);
    if (last !== undefined && compare(thing, last) >= 0) continue;
    let at = first.length;
    for (let before = first[at - 1]; before !== undefined; before = first[at - 1]) {
      if (compare(before, thing) <= 0) break;
      at--;
    }
    first.splice(at, 0, thing);
    if (first.length > limit) first.pop();
  }
  return first;
}
