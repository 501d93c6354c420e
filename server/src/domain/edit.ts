import type { TextEdit } from '../text/edit.ts';
import { lineEnd } from '../text/lineEnd.ts';
import type { SourceRange } from '../text/range.ts';
import type { ElementSource } from '../xml/source.ts';
import type { ReadElement, Written } from './read.ts';

/** Replaces an attribute's value, keeping its quotes; adds quotes where it has none. */
export function writeValue({ source }: ReadElement, name: string, value: string): TextEdit[] {
  const attribute = source.attributes.get(name);
  if (attribute === undefined) return [addAttribute(source, name, value)];
  if (attribute.value === undefined || attribute.quote === '') {
    return [{ range: attribute.whole, newText: `${name}=${quoted(value, '"')}` }];
  }
  return [{ range: attribute.value.range, newText: escaped(value, attribute.quote) }];
}

/** In this order libvirt itself writes the attributes of `<memory>` and `<memnode>`. */
const USUAL_ORDER = ['cellid', 'mode', 'placement', 'nodeset'];

/**
 * Adds an attribute in the quotes that the element uses: behind those that usually stand before it, else right behind the
 * element's name.
 */
export function addAttribute(source: ElementSource, name: string, value: string): TextEdit {
  const quote = [...source.attributes.values()].find((other) => other.quote !== '')?.quote ?? "'";
  const before = USUAL_ORDER.slice(0, Math.max(0, USUAL_ORDER.indexOf(name)))
    .flatMap((other) => source.attributes.get(other) ?? [])
    .filter((other) => other.value !== undefined && other.quote !== '');
  const at = Math.max(source.name.end, ...before.map((other) => other.whole.end));
  return { range: { start: at, end: at }, newText: ` ${name}=${quoted(value, quote)}` };
}

/** Removes an attribute with the white space before it. */
export function removeAttribute(
  text: string,
  attribute: Pick<Written<unknown>, 'whole'>,
): TextEdit {
  let { start } = attribute.whole;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  return { range: { start, end: attribute.whole.end }, newText: '' };
}

/** Removes an element; with its whole lines when nothing else stands on them. */
export function removeElement(text: string, { source }: ReadElement): TextEdit {
  return { range: wholeLines(text, source.whole), newText: '' };
}

/**
 * Puts lines behind an element, indented like it. `lines` are without indentation of their own but for what is deeper than
 * the element's.
 */
export function insertAfter(
  text: string,
  { source }: ReadElement,
  lines: readonly string[],
): TextEdit {
  const indent = indentOf(text, source.whole.start);
  const at = source.whole.end;
  const newText = lines.map((line) => `${lineEnd(text)}${indent}${line}`).join('');
  return { range: { start: at, end: at }, newText };
}

/** Puts lines in front of an element, indented like it. */
export function insertBefore(
  text: string,
  { source }: ReadElement,
  lines: readonly string[],
): TextEdit {
  const indent = indentOf(text, source.whole.start);
  const at = source.whole.start;
  const newText = lines.map((line) => `${line}${lineEnd(text)}${indent}`).join('');
  return { range: { start: at, end: at }, newText };
}

/** Appends lines to an element's children, one step deeper than the element; opens a self-closing element. */
export function appendChildren(
  text: string,
  { source, element }: ReadElement,
  lines: readonly string[],
): TextEdit {
  const newline = lineEnd(text);
  const outer = indentOf(text, source.whole.start);
  const step = indentStep(text);
  const block = lines.map((line) => `${newline}${outer}${step}${line}`).join('');
  const { startTag, endTag, selfClosing } = source;
  if (selfClosing) {
    let start = startTag.end - 2;
    while (start > startTag.start && isBlank(text.charCodeAt(start - 1))) start--;
    return {
      range: { start, end: startTag.end },
      newText: `>${block}${newline}${outer}</${element.tagName}>`,
    };
  }
  const end = endTag?.start ?? source.whole.end;
  let at = end;
  while (at > startTag.end && isBlank(text.charCodeAt(at - 1))) at--;
  return { range: { start: at, end }, newText: `${block}${newline}${outer}` };
}

/** A range with the whole lines that it takes up, when nothing else stands on them. */
export function wholeLines(text: string, range: SourceRange): SourceRange {
  let { start, end } = range;
  while (start > 0 && isIndent(text.charCodeAt(start - 1))) start--;
  while (end < text.length && isIndent(text.charCodeAt(end))) end++;
  const beginsLine = start === 0 || isLineEnd(text.charCodeAt(start - 1));
  const endsLine = end === text.length || isLineEnd(text.charCodeAt(end));
  if (!beginsLine || !endsLine) return range;
  if (text.startsWith('\r\n', end)) return { start, end: end + 2 };
  if (end < text.length) return { start, end: end + 1 };
  return { start, end };
}

/** The white space at the beginning of the line on which the offset stands. */
export function indentOf(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  let end = start;
  while (isIndent(text.charCodeAt(end))) end++;
  return text.slice(start, Math.min(end, offset));
}

/** One step of indentation as the document uses it: that of its first indented line, else two blanks. */
export function indentStep(text: string): string {
  return /\n([ \t]+)</.exec(text.slice(0, 5000))?.[1] ?? '  ';
}

const isIndent = (code: number): boolean => code === 32 || code === 9;
const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const isBlank = (code: number): boolean => isIndent(code) || isLineEnd(code);

function quoted(value: string, quote: string): string {
  const mark = quote === '' ? "'" : quote;
  return `${mark}${escaped(value, mark)}${mark}`;
}

function escaped(value: string, quote: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;');
}
