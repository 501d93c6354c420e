/**
 * The candidate that the text was most likely meant to be, or undefined when none is near: equal but for case first, then
 * by edit distance of at most a third of the longer length (at least 1). Texts over 40 characters are nobody's slip.
 */
export function closest<W extends string>(text: string, candidates: readonly W[]): W | undefined {
  if (text === '' || text.length > 40) return undefined;
  const lower = text.toLowerCase();
  let best: W | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(text.length, candidate.length) / 3));
    if (Math.abs(text.length - candidate.length) > allowed) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const SWITCHES = [
  ['yes', 'on', 'true', '1', 'enabled'],
  ['no', 'off', 'false', '0', 'disabled'],
];

/** The word of a closed list that was most likely meant: of a switch the one that means the same (`on` is nearer to `no` than to `yes`). */
export function closestWord<W extends string>(text: string, words: readonly W[]): W | undefined {
  if (SWITCHES.every((side) => words.some((word) => side.includes(word)))) {
    const side = SWITCHES.find((one) => one.includes(text.toLowerCase()));
    const same = words.find((word) => side?.includes(word));
    if (same !== undefined) return same;
  }
  return closest(text, words);
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours count 1 each. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
