import { isNameCharacter, isNameStart, isSpace } from '../../xml/characters.ts';

/** The character that an escape such as `\n` or `\.` stands for, or undefined. */
export function escapedChar(letter: string): string | undefined {
  if (letter === 'n') return '\n';
  if (letter === 'r') return '\r';
  if (letter === 't') return '\t';
  return letter.length > 0 && '\\|.-^?*+{}()[]$'.includes(letter) ? letter : undefined;
}

/** The class that `\d`, `\S` and their like stand for, or undefined. */
export function escapedClass(letter: string): ((codePoint: number) => boolean) | undefined {
  const holds = CLASSES.get(letter.toLowerCase());
  if (holds === undefined) return undefined;
  return letter === letter.toLowerCase() ? holds : (codePoint) => !holds(codePoint);
}

/** The class of `\p{Lu}` by the name between the braces, or undefined for a name that is not known. */
export function categoryClass(name: string): ((codePoint: number) => boolean) | undefined {
  const block = BLOCKS.get(name);
  if (block !== undefined) return (codePoint) => block[0] <= codePoint && codePoint <= block[1];
  return CATEGORY.test(name) ? unicode(`\\p{${name}}`) : undefined;
}

const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

const BLOCKS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['IsBasicLatin', [0, 0x7f]],
  ['IsLatin-1Supplement', [0x80, 0xff]],
  ['IsLatinExtended-A', [0x100, 0x17f]],
  ['IsLatinExtended-B', [0x180, 0x24f]],
  ['IsGreek', [0x370, 0x3ff]],
  ['IsCyrillic', [0x400, 0x4ff]],
]);

function unicode(source: string): (codePoint: number) => boolean {
  const single = new RegExp(`^${source}$`, 'u');
  return (codePoint) => single.test(String.fromCodePoint(codePoint));
}

const CLASSES: ReadonlyMap<string, (codePoint: number) => boolean> = new Map([
  ['s', isSpace],
  ['d', unicode('\\p{Nd}')],
  ['w', unicode('[^\\p{P}\\p{Z}\\p{C}]')],
  ['i', isNameStart],
  ['c', isNameCharacter],
]);
