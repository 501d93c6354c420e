/** A set of characters (code points) as a regular expression writes it. */
export interface CharSet {
  /** Pairs of first and last code point. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** Classes that are no ranges: `\d`, `\p{Lu}`. */
  readonly classes: readonly ((codePoint: number) => boolean)[];
  readonly isNegated: boolean;
  /** What `[…-[…]]` takes away. */
  readonly except: CharSet | undefined;
}

/** Whether the code point is in the set. */
export function hasChar(set: CharSet, codePoint: number): boolean {
  const listed =
    set.ranges.some(([first, last]) => first <= codePoint && codePoint <= last) ||
    set.classes.some((holds) => holds(codePoint));
  if (listed === set.isNegated) return false;
  return set.except === undefined || !hasChar(set.except, codePoint);
}

/** A set that a class alone makes up. */
export function classSet(holds: (codePoint: number) => boolean): CharSet {
  return { ranges: [], classes: [holds], isNegated: false, except: undefined };
}

/** The set of one character. */
export function oneChar(codePoint: number): CharSet {
  return { ranges: [[codePoint, codePoint]], classes: [], isNegated: false, except: undefined };
}
