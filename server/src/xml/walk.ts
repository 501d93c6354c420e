import type { Element, Node } from '@xmldom/xmldom';
import { isSpace } from './characters.ts';
import type { SourcedText } from './sourcedText.ts';
import { joined } from './sourcedText.ts';
import type { ValueSource } from './source.ts';
import { contentSource, sourceOf } from './source.ts';

const ELEMENT = 1;

export function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

/** The elements directly in a document or an element, in order. */
export function childElements(parent: Node): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node)) found.push(node);
  return found;
}

/** The direct children of a name without namespace: libvirt's own vocabulary. */
export function childrenNamed(parent: Node, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node) && isNamed(node, name)) found.push(node);
  return found;
}

/** The first of `childrenNamed`: libvirt, too, reads the first where it expects one. */
export function firstChildNamed(parent: Node, name: string): Element | undefined {
  for (let node = parent.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node) && isNamed(node, name)) return node;
  return undefined;
}

/**
 * The text that stands directly in an element, CDATA sections included, comments and child elements left out. An
 * element without text has '' between its tags. Where text stands in several pieces, the source has a map.
 */
export function textOf(element: Element): SourcedText {
  const pieces: SourcedText[] = [];
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    const source = isText(node) ? contentSource(node) : undefined;
    if (source !== undefined) pieces.push({ value: node.nodeValue ?? '', source });
  }
  const [only, ...more] = pieces;
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined) return joined(pieces);
  const at = sourceOf(element).startTag.end;
  return { value: '', source: { range: { start: at, end: at } } };
}

/** The same text without XML's white space at either end. */
export function trimmed({ value, source }: SourcedText): SourcedText {
  let start = 0;
  let end = value.length;
  while (start < end && isSpace(value.charCodeAt(start))) start++;
  while (end > start && isSpace(value.charCodeAt(end - 1))) end--;
  if (start === 0 && end === value.length) return { value, source };
  const { map, range } = source;
  const mark = source.unevaluated === undefined ? {} : { unevaluated: source.unevaluated };
  const inner = { value: value.slice(start, end) };
  if (map === undefined)
    return {
      ...inner,
      source: { range: { start: range.start + start, end: range.start + end }, ...mark },
    };
  const offsets = map.slice(start, end + 1);
  const from = offsets[0] ?? range.start;
  return {
    ...inner,
    source: { range: { start: from, end: offsets.at(-1) ?? from }, map: offsets, ...mark },
  };
}

/** Whether an entity that is not evaluated stands in the value: what libvirt will read there is unknown. */
export function isUnevaluated(source: ValueSource): boolean {
  return source.unevaluated === true;
}

function isText(node: Node): boolean {
  return node.nodeType === 3 || node.nodeType === 4;
}

function isNamed(element: Element, name: string): boolean {
  return element.localName === name && element.namespaceURI === null;
}
