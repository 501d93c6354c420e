import type { Place, SourceRange } from './range.ts';

/** A place in a text for people and protocols: both counted from 0, the character in UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/**
 * Turns offsets into lines and columns and back. A line ends at LF, CRLF or CR, as in the Language Server Protocol;
 * U+2028 and U+0085 do not end a line.
 */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    if (text.includes('\r'))
      for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
    else
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        starts.push(at + 1);
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; an offset outside the text is moved to its nearest end. */
  positionAt(offset: number): LinePosition {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - (this.#starts[low] ?? 0) };
  }

  /** A range with its lines and columns. */
  placeOf({ start, end }: SourceRange): Place {
    const from = this.positionAt(start);
    const to = this.positionAt(end);
    return { start, end, ...from, endLine: to.line, endCharacter: to.character };
  }

  /** The offset at which a line begins, or the text's length for a line behind the last. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#length;
  }

  /** The offset of a position; a character behind the line's end stays on that line. */
  offsetAt(position: LinePosition): number {
    const start = this.lineStart(position.line);
    return Math.min(start + position.character, this.lineStart(position.line + 1));
  }
}
