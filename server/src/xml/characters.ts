const NAME_START = 1;
const NAME = 2;
const SPACE = 4;
const STOPS_TOKEN = 8;

const ASCII = new Uint8Array(128);
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_:', NAME_START | NAME);
mark('0123456789-.', NAME);
mark(' \t\n\r', SPACE | STOPS_TOKEN);
mark('<>/="\'', STOPS_TOKEN);

/** XML's white space: blank, tab, LF, CR, and nothing else. */
export function isSpace(code: number): boolean {
  return code < 128 && ((ASCII[code] ?? 0) & SPACE) !== 0;
}

/** A blank that XML does not count as white space: no-break and zero-width spaces, wide blanks, U+0085, U+2028. */
export function isOddBlank(code: number): boolean {
  return code >= 0x85 && ODD_BLANKS.has(code);
}

/** Whether a name, or what was meant as one, ends before this UTF-16 unit. */
export function stopsToken(code: number): boolean {
  if (code < 128) return ((ASCII[code] ?? 0) & STOPS_TOKEN) !== 0;
  return ODD_BLANKS.has(code);
}

/** Whether this unit is one of ASCII's name characters. */
export function isAsciiNameCharacter(code: number): boolean {
  return code < 128 && ((ASCII[code] ?? 0) & NAME) !== 0;
}

/** https://www.w3.org/TR/xml/#NT-NameStartChar */
export function isNameStart(codePoint: number): boolean {
  if (codePoint < 128) return ((ASCII[codePoint] ?? 0) & NAME_START) !== 0;
  return inRanges(codePoint, NAME_START_RANGES);
}

/** https://www.w3.org/TR/xml/#NT-NameChar */
export function isNameCharacter(codePoint: number): boolean {
  if (codePoint < 128) return ((ASCII[codePoint] ?? 0) & NAME) !== 0;
  return inRanges(codePoint, NAME_START_RANGES) || inRanges(codePoint, NAME_MORE_RANGES);
}

/** https://www.w3.org/TR/xml/#NT-Char */
export function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 9 || codePoint === 10 || codePoint === 13;
  if (codePoint < 0xd800) return true;
  return (
    (codePoint > 0xdfff && codePoint < 0xfffe) || (codePoint > 0xffff && codePoint <= 0x10ffff)
  );
}

const ODD_BLANKS: ReadonlySet<number> = new Set([
  0x85, 0xa0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
  0x200a, 0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

const NAME_START_RANGES: readonly (readonly [number, number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];

const NAME_MORE_RANGES: readonly (readonly [number, number])[] = [
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

function inRanges(codePoint: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

function mark(characters: string, flags: number): void {
  for (let i = 0; i < characters.length; i++) {
    const code = characters.charCodeAt(i);
    ASCII[code] = (ASCII[code] ?? 0) | flags;
  }
}
