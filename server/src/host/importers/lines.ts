/** A line without its end, and the offset at which it begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
}

/** The lines of a text that have any character; they end at LF, CRLF or CR. */
export function* linesOf(text: string): Generator<Line> {
  for (const match of text.matchAll(/[^\r\n]+/g)) yield { text: match[0], start: match.index };
}
