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

/** Whether a name, or what was meant as one, ends before this UTF-16 unit. */
export function stopsToken(code: number): boolean {
  return code < 128 && ((ASCII[code] ?? 0) & STOPS_TOKEN) !== 0;
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
