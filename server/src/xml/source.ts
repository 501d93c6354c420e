import type { Attr, Document, Element, Node } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';

/**
 * Where a decoded value stands in the source. Without references and line-end changes the two run in step, and
 * `map` is absent. Otherwise `map[i]` is the source offset of the value's character `i`, and `map[value.length]`
 * the end.
 */
export interface ValueSource {
  /** The written value, without quotes. */
  readonly range: SourceRange;
  readonly map?: readonly number[];
  /** An entity that is not evaluated, or a template's placeholder stands in the value: what libvirt will read is unknown. */
  readonly unevaluated?: boolean;
}

export interface AttributeSource {
  readonly name: SourceRange;
  /** Offset of `=`, or undefined while it is still to be typed. */
  readonly equals: number | undefined;
  /** The written value without quotes; undefined while it is still to be typed. */
  readonly value: ValueSource | undefined;
  /** From the first character of the name to behind the closing quote. */
  readonly whole: SourceRange;
  /** The quote in use, or '' for a value without quotes. */
  readonly quote: '"' | "'" | '';
}

export interface ElementSource {
  /** `<name …>` or `<name …/>`, as far as it was typed. */
  readonly startTag: SourceRange;
  readonly name: SourceRange;
  readonly selfClosing: boolean;
  /** `</name>`; undefined when self-closing or never closed. */
  readonly endTag: SourceRange | undefined;
  /** From `<` of the start tag to behind the end tag (or to where the parser closed the element). */
  readonly whole: SourceRange;
  /** By written (qualified) name; of a doubled attribute the first, as libxml2 would refuse the second. */
  readonly attributes: ReadonlyMap<string, AttributeSource>;
  /** Children may have been swallowed or lost here: the element, or a child of it, was never closed properly. */
  readonly damaged: boolean;
  /** The start tag lacks its `>`: it is just being written, and attributes, text and children may be missing. */
  readonly halfTyped: boolean;
  /** A template's placeholder stands in the start tag, or directly in the element: attributes and children may be others. */
  readonly templated: boolean;
}

/** Key under which parsed nodes carry their source. A Symbol and not a WeakMap: garbage collection dominates with the latter. */
export const SOURCE: unique symbol = Symbol('source');

interface Carries<T> {
  [SOURCE]?: T;
}

/** The source of an element that `parseXml` made. @throws TypeError for a node that it did not make */
export function sourceOf(element: Element): ElementSource {
  const source = (element as Element & Carries<ElementSource>)[SOURCE];
  if (source === undefined) throw new TypeError(`<${element.tagName}> was not made by parseXml`);
  return source;
}

/** The source of an attribute, or undefined for a namespace default that nobody wrote. */
export function attributeSource(attribute: Attr): AttributeSource | undefined {
  const owner = attribute.ownerElement;
  return owner === null ? undefined : sourceOf(owner).attributes.get(attribute.name);
}

/** The source of a text, CDATA, comment or processing instruction node: for text the characters, else the whole construct. */
export function contentSource(node: Node): ValueSource | undefined {
  return (node as Node & Carries<ValueSource>)[SOURCE];
}

/** The source range of `value.slice(from, to)`. */
export function rangeWithin(source: ValueSource, from: number, to: number): SourceRange {
  const { map, range } = source;
  if (map === undefined) return { start: range.start + from, end: range.start + to };
  return { start: map[from] ?? range.end, end: map[to] ?? range.end };
}

export interface ParsedXml {
  readonly text: string;
  /** One tree for any text; without any element it is an empty document. */
  readonly document: Document;
  /** Well-formedness and limits; `rule` is `xml/…`. */
  readonly problems: readonly Problem[];
  /** The names of its elements, prefixes included. */
  readonly elementNames: ReadonlySet<string>;
  /** Elements, attributes, texts, comments and instructions that were read. */
  readonly nodes: number;
  /** There were more problems than the limit allows; those beyond it are left out. */
  readonly problemsCut: boolean;
  /** A DOCTYPE, an entity that is not evaluated or a placeholder stands in the text: values that hold it are unknown. */
  readonly hasUnevaluated: boolean;
  /** Work done by the scanner, counted in steps: linear in the text's length. */
  readonly steps: number;
}
