/** Sizes of type in CSS pixels: nothing is smaller than a tag. */
export const SIZE = { title: 16, body: 13, data: 12, tag: 11 } as const;

// About DejaVu Sans, the widest of the fonts that editors come with.
const WIDEST = /[mwMW@%\u2014\u2026\u2192]/;
const WIDE = /[A-Z0-9~+]/;
const THIN = /[iljtfrI.,:;'|()[\] \u00b7!/-]/;
const FULL =
  /[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffe6]|[^\u0000-\uffff]/u;

/** About how wide a text is. A pure function has no font to measure: this errs on the wide side. */
export function widthOf(words: string, size: number = SIZE.data): number {
  let width = 0;
  for (const char of words) width += emOf(char);
  return width * size;
}

function emOf(char: string): number {
  if (FULL.test(char)) return 1.05;
  if (WIDEST.test(char)) return 0.9;
  if (WIDE.test(char)) return 0.68;
  return THIN.test(char) ? 0.36 : 0.61;
}

/** The text, or so much of its beginning as fits, with an ellipsis. */
export function fit(words: string, width: number, size: number = SIZE.data): string {
  const chars = [...words.slice(0, LONGEST)];
  if (chars.length === words.length && widthOf(words, size) <= width) return words;
  let used = widthOf('…', size);
  let kept = '';
  for (const char of chars) {
    used += widthOf(char, size);
    if (used > width && kept !== '') break;
    kept += char;
  }
  return kept === words ? words : `${kept.trimEnd()}…`;
}

/** No line of a picture shows more. */
const LONGEST = 400;

/** The text in lines; a word that is wider than a line is cut. */
export function wrap(words: string, width: number, size: number = SIZE.data): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(fit(word, width, size));
  }
  return lines;
}

/** The first of the texts that fits. */
export const firstThatFits = (
  texts: readonly string[],
  width: number,
  size: number = SIZE.data,
): string | undefined => texts.find((words) => widthOf(words, size) <= width);
