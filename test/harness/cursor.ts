/** A text for tests of features, and where the cursor stands in it. */
export interface CursorText {
  /** The text without the marks. */
  readonly text: string;
  /** Offset of `$0`. @throws when the text has none */
  readonly offset: number;
  /** Offsets of `$0`, `$1`, … by their numbers. */
  readonly offsets: ReadonlyMap<number, number>;
}

/**
 * Takes the cursor marks `$0` to `$9` out of a text: `<memory mode="$0strict"/>` is the text `<memory mode="strict"/>` and
 * offset 14. Each may stand once.
 */
export function withCursor(marked: string): CursorText {
  const offsets = new Map<number, number>();
  let text = '';
  for (const [index, part] of marked.split(/\$(\d)/).entries()) {
    if (index % 2 === 0) {
      text += part;
      continue;
    }
    if (offsets.has(Number(part))) throw new Error(`two marks $${part} in: ${marked}`);
    offsets.set(Number(part), text.length);
  }
  return {
    text,
    offsets,
    get offset() {
      const offset = offsets.get(0);
      if (offset === undefined) throw new Error(`no mark $0 in: ${marked}`);
      return offset;
    },
  };
}
