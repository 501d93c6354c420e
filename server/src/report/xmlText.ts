/**
 * Text as it may stand in an XML 1.0 document, in an attribute's double quotes or between tags. Characters that no XML document
 * may hold are written out as `\x1b`.
 */
export function xmlText(text: string): string {
  return text.replace(
    /[&<>"\n\r\t]|[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    escaped,
  );
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

function escaped(character: string): string {
  const reference = REFERENCES[character];
  if (reference !== undefined) return reference;
  return `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}
