/** How far a JSON value reaches. */
export interface JsonExtent {
  readonly end: number;
  readonly depth: number;
}

/**
 * The extent of the object that opens at `start`, comments allowed: to behind its closing bracket, or to the end of the
 * text. Brackets are only counted, not matched by kind, since telling that apart is the parser's part.
 */
export function jsonExtent(text: string, start: number): JsonExtent {
  let open = 0;
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') at = behindString(text, at + 1);
    else if (char === '/') at = behindComment(text, at);
    else at++;
    if (char === '{' || char === '[') depth = Math.max(depth, ++open);
    else if ((char === '}' || char === ']') && --open <= 0) return { end: at, depth };
  }
  return { end: text.length, depth };
}

/** A string that is never closed ends with its line, as it does for the parser. */
function behindString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') return at + 1;
    if (char === '\n' || char === '\r') return at;
    if (char === '\\') at++;
  }
  return text.length;
}

function behindComment(text: string, at: number): number {
  if (text[at + 1] === '*') {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (text[at + 1] !== '/') return at + 1;
  let end = at + 2;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}
