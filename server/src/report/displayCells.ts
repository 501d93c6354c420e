import { visible } from './visible.ts';

/** One character of a text as a terminal shows it. */
export interface DisplayCell {
  /** Offset in the text, in UTF-16 units. */
  readonly offset: number;
  /** What is printed: a tab as blanks, a control character written out. */
  readonly shown: string;
  /** Terminal columns: 2 for wide characters, 0 for those that stand on the one before. */
  readonly width: number;
}

/** The characters of `text.slice(start, end)`. A tab reaches to the next multiple of `TAB` columns. */
export function displayCells(text: string, start: number, end: number): readonly DisplayCell[] {
  const cells: DisplayCell[] = [];
  let offset = start;
  let column = 0;
  for (const character of text.slice(start, end)) {
    const shown = character === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(character);
    const width = shown === character ? widthOf(character) : shown.length;
    cells.push({ offset, shown, width });
    offset += character.length;
    column += width;
  }
  return cells;
}

const TAB = 4;

function widthOf(character: string): number {
  if (character.length === 1 && character < '\u0300') return 1;
  if (ATOP.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const ATOP = /^[\p{Mn}\p{Me}\u200C\u200D]$/u;

/** Unicode's East Asian Width W and F in blocks, and what is an emoji by itself. */
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18CFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]$/u;
