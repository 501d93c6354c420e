import type { Open, SchemaElement } from './schemaElement.ts';
import { open } from './schemaElement.ts';
import type { Steps } from './steps.ts';

/**
 * Reads the text of a schema that is plain XML: tags, comments, text, character references. @returns undefined for all else
 * (a mistake, a DTD, CDATA, names beyond ASCII …), of which `parseXml` has to tell.
 */
export function* scanningSchema(text: string): Steps<SchemaElement | undefined> {
  if (ODD.test(text)) return undefined;
  const open: Open[] = [];
  let root: SchemaElement | undefined;
  let at = afterDeclaration(text);
  for (let count = 1; ; count++) {
    if (count % TAGS_IN_A_STEP === 0) yield;
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    if (end > at && !addText(open.at(-1), text.slice(at, end))) return undefined;
    if (next < 0) break;
    if (text.startsWith('<!--', next)) {
      const close = text.indexOf('--', next + 4);
      if (close < 0 || text.charAt(close + 2) !== '>') return undefined;
      at = close + 3;
      continue;
    }
    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (tag === null) return undefined;
    at = TAG.lastIndex;
    const [, closing, name = '', attributes = '', slash] = tag;
    if (closing !== undefined) {
      if (open.pop()?.tag !== closing) return undefined;
      continue;
    }
    if (root !== undefined && open.length === 0) return undefined;
    const opened = openTag(name, next + 1, attributes, open.at(-1));
    if (opened === undefined) return undefined;
    if (root === undefined) {
      if (opened.element === undefined) return undefined;
      root = opened.element;
    }
    if (slash === '') open.push(opened);
  }
  return open.length === 0 ? root : undefined;
}

const TAGS_IN_A_STEP = 100;

/** Characters that XML does not have, sections and ends of sections, and half a character. */
const ODD =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|<!\[|\]\]>|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const TAG =
  /<(?:\/([A-Za-z_][\w:.-]*)\s*>|([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>)/y;

const ATTRIBUTE = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Behind a byte order mark and the XML declaration. */
function afterDeclaration(text: string): number {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return start + (/^<\?xml\s[^?<>]*\?>/.exec(text.slice(start, start + 200))?.[0].length ?? 0);
}

function openTag(
  tag: string,
  start: number,
  written: string,
  around: Open | undefined,
): Open | undefined {
  const attributes: [string, string][] = [];
  if (written !== '')
    for (const [, name = '', double, single = ''] of written.matchAll(ATTRIBUTE)) {
      const value = decoded((double ?? single).replace(/\r\n|[\t\r\n]/g, ' '));
      if (value === undefined || attributes.some(([other]) => other === name)) return undefined;
      if (name.includes(':') && !/^(?:xml|xmlns):[^:]+$/.test(name)) return undefined;
      attributes.push([name, value]);
    }
  return open({ tag, start, attributes }, around);
}

/** @returns whether that is all right */
function addText(around: Open | undefined, written: string): boolean {
  if (around === undefined) return !/[^\t\n\r ]/.test(written);
  if (around.element === undefined) return !written.includes('&');
  const { name } = around.element;
  if (name !== 'value' && name !== 'param' && name !== 'name' && !/[^\t\n\r ]/.test(written))
    return true;
  const text = decoded(written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written);
  if (text === undefined) return false;
  around.element.text += text;
  return true;
}

/** With XML's own references in place of what they write; undefined where there are others. */
function decoded(written: string): string | undefined {
  if (!written.includes('&')) return written;
  const pieces = written.split(/&([^&;]*);/);
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0 && piece.includes('&')) return undefined;
    if (index % 2 === 0) continue;
    const char = referred(piece);
    if (char === undefined) return undefined;
    pieces[index] = char;
  }
  return pieces.join('');
}

function referred(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,4})|(\d{1,5}))$/.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) return ENTITIES.get(name);
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isPlain = (code > 31 && code < 0xd800) || code === 9 || code === 10 || code === 13;
  return isPlain ? String.fromCharCode(code) : undefined;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
