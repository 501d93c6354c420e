/** A file's text, and why it must not be analysed where it is none. */
export interface DecodedText {
  /** Without a byte order mark: offsets count as in an editor. With a problem, good for a look at its beginning only. */
  readonly text: string;
  readonly problem: string | undefined;
}

/** Decodes UTF-8. `cut`: the bytes end anywhere, also within a character. */
export function decodeText(bytes: Uint8Array, cut: boolean): DecodedText {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined)
    return { text: decode(utf16, bytes), problem: 'it is UTF-16; save it as UTF-8' };
  try {
    const decoder = cut ? new TextDecoder('utf-8', { fatal: true }) : WHOLE;
    return { text: decoder.decode(bytes, { stream: cut }), problem: undefined };
  } catch {
    const text = decode('utf-8', bytes);
    return { text, problem: `it is not UTF-8 (${firstWrongByte(bytes)}); save it as UTF-8` };
  }
}

/** Remembers nothing of a text, so that one serves them all. */
const WHOLE = new TextDecoder('utf-8', { fatal: true });

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** A byte order mark tells, or an ASCII character that is two bytes long. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const first = bytes[0];
  const second = bytes[1];
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

/** `byte 0xE9 in line 3`. */
function firstWrongByte(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let line = 1;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xfffd && !isReplacementCharacter(bytes, offset)) break;
    if (code === 0x0a) line++;
    offset += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `byte 0x${byte} in line ${line}`;
}

function isReplacementCharacter(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}
