import type { TextEdit } from '../text/edit.ts';

/** A stretch of the first text, or text that came later. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** A text that is edited again and again, and remembers what the first text looked like. */
export interface Pieces {
  /** Edits of the text as it now is, in order and without overlaps. */
  readonly apply: (edits: readonly TextEdit[]) => void;
  /** The edits that lead from the first text to the present one. */
  readonly edits: () => readonly TextEdit[];
}

export function startPieces(text: string): Pieces {
  let pieces: readonly Piece[] = [{ start: 0, end: text.length }];
  return {
    apply: (edits) => {
      pieces = edited(pieces, edits);
    },
    edits: () => editsOf(pieces, text.length),
  };
}

function edited(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  const rest = [...pieces].reverse();
  let at = 0;
  /** Moves to an offset of the present text; what lies before it is kept or dropped. */
  const moveTo = (offset: number, keep: boolean): void => {
    while (at < offset) {
      const piece = rest.pop();
      if (piece === undefined) return;
      const length = lengthOf(piece);
      const taken = Math.min(length, offset - at);
      if (keep) result.push(cut(piece, 0, taken));
      if (taken < length) rest.push(cut(piece, taken, length));
      at += taken;
    }
  };
  for (const { range, newText } of edits) {
    moveTo(range.start, true);
    moveTo(range.end, false);
    if (newText !== '') result.push({ text: newText });
  }
  return [...result, ...rest.reverse()];
}

const lengthOf = (piece: Piece): number =>
  'text' in piece ? piece.text.length : piece.end - piece.start;

function cut(piece: Piece, from: number, to: number): Piece {
  return 'text' in piece
    ? { text: piece.text.slice(from, to) }
    : { start: piece.start + from, end: piece.start + to };
}

function editsOf(pieces: readonly Piece[], length: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let done = 0;
  let newText = '';
  const close = (start: number): void => {
    if (newText !== '' || start > done) edits.push({ range: { start: done, end: start }, newText });
    newText = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) {
      newText += piece.text;
      continue;
    }
    close(piece.start);
    done = piece.end;
  }
  close(length);
  return edits;
}
