/** A half-open stretch of a text, in UTF-16 offsets. Lines and columns exist only at the edges of the program. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** A value together with the place where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly range: SourceRange;
}

/** A range with its lines and columns, for places in texts that are not at hand: counted from 0, columns in UTF-16 units. */
export interface Place extends SourceRange {
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

export function range(start: number, end: number): SourceRange {
  return { start, end };
}

/** Whether the offset lies in the range; its end counts, as a cursor behind the last character touches it. */
export function touches(at: SourceRange, offset: number): boolean {
  return at.start <= offset && offset <= at.end;
}

export function overlaps(a: SourceRange, b: SourceRange): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Document order: by start, then the shorter first. */
export function compareRanges(a: SourceRange, b: SourceRange): number {
  return a.start - b.start || a.end - b.end;
}
