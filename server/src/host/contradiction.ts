/** Two descriptions of one host that cannot both be true. */
export interface Contradiction {
  /** What they differ in, for the beginning of a sentence: `the memory of node 1`. */
  readonly what: string;
  /** What the earlier description says; it is the one in use. */
  readonly first: string;
  readonly second: string;
  /** Which of the merged descriptions says `first`, and which `second`, counted from 0. */
  readonly firstIndex: number;
  readonly index: number;
}

/** The message for the place of the later description. `where` names the earlier one: `'numactl.txt'`, `the first part`. */
export function describeContradiction(contradiction: Contradiction, where: string): string {
  const { what, first, second } = contradiction;
  return `${what} is ${second} here and ${first} in ${where}, which is used`;
}

/** One fact as one description states it. */
export interface Statement<T> {
  readonly index: number;
  readonly value: T;
}

/** How statements of one kind of fact are compared. */
export interface Comparison<T> {
  readonly same: (a: T, b: T) => boolean;
  /** Two different values for one sentence. */
  readonly show: (first: T, second: T) => readonly [string, string];
  /** Whether `b`, though the same fact, tells it more exactly. Never, unless given. */
  readonly better?: (a: T, b: T) => boolean;
}

/**
 * The first statement of a fact, or a later one that agrees and is more exact. Every statement that disagrees is
 * reported.
 */
export function settle<T>(
  what: string,
  statements: readonly Statement<T>[],
  comparison: Comparison<T>,
  report: (contradiction: Contradiction) => void,
): T | undefined {
  const [first, ...others] = statements;
  if (first === undefined) return undefined;
  let value = first.value;
  for (const other of others) {
    if (!comparison.same(value, other.value)) {
      const [one, two] = comparison.show(value, other.value);
      report({ what, first: one, second: two, firstIndex: first.index, index: other.index });
    } else if (comparison.better?.(value, other.value) === true) value = other.value;
  }
  return value;
}
