import { isNameCharacter, isNameStart } from '../../xml/characters.ts';

const COLON = 0x3a;

/** Whether the text is an XML name without colon. */
export function isNcName(text: string): boolean {
  return isXmlName(text) && !text.includes(':');
}

/** Whether the text is an XML name. */
export function isXmlName(text: string): boolean {
  const first = text.codePointAt(0);
  return first !== undefined && (first === COLON || isNameStart(first)) && isNameToken(text);
}

/** Whether the text consists of characters of XML names. */
export function isNameToken(text: string): boolean {
  for (const char of text) {
    const codePoint = char.codePointAt(0) ?? 0;
    if (codePoint !== COLON && !isNameCharacter(codePoint)) return false;
  }
  return text !== '';
}

/** Whether the text is a name with at most one prefix. */
export function isQualifiedName(text: string): boolean {
  const pieces = text.split(':');
  return pieces.length <= 2 && pieces.every(isNcName);
}

/** Whether the text can be a URI: whole escapes, one fragment, a scheme that is one. */
export function isUri(text: string): boolean {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return false;
  if (text.indexOf('#') !== text.lastIndexOf('#')) return false;
  const colon = text.search(/[:/?#]/);
  if (colon < 0 || text.charAt(colon) !== ':') return true;
  return colon + 1 < text.length && /^[a-zA-Z][a-zA-Z0-9+.-]*$/.test(text.slice(0, colon));
}
