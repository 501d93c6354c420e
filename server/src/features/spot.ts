import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../analysis/analyze.ts';
import type { DomainModel } from '../domain/model.ts';
import type { SourceRange } from '../text/range.ts';
import { touches } from '../text/range.ts';
import type { AttributeDefinition, ContentDefinition } from '../vocabulary/define.ts';
import { vocabularyAt, type VocabularyNode } from '../vocabulary/tree.ts';
import { contentSource, sourceOf, type AttributeSource } from '../xml/source.ts';
import type { ElementSource } from '../xml/source.ts';
import { isElement, textOf, trimmed } from '../xml/walk.ts';

/** An element and where it stands. */
export interface AnyPlace {
  /** The domain that holds it; undefined in libvirt's other documents. */
  readonly domain: DomainModel | undefined;
  readonly element: Element;
  readonly source: ElementSource;
  /** The names from below `<domain>` to the element, its own included; empty for the domain itself, and outside of domains. */
  readonly path: readonly string[];
  /** undefined outside of our vocabulary. */
  readonly vocabulary: VocabularyNode | undefined;
}

/** An element of a domain. */
export interface Place extends AnyPlace {
  readonly domain: DomainModel;
}

/**
 * What is under an offset. `tag`: in a start tag, where an attribute can be begun. `content`: between tags, where a child
 * can be begun. `close`: in an end tag, as far as it was typed. Ranges are what was written of the thing; they may be empty.
 */
type Thing =
  | { readonly kind: 'element'; readonly range: SourceRange }
  | { readonly kind: 'attribute'; readonly range: SourceRange; readonly name: string }
  | {
      readonly kind: 'value';
      readonly range: SourceRange;
      readonly name: string;
      readonly attribute: AttributeSource;
      readonly definition: AttributeDefinition<unknown> | undefined;
    }
  | {
      readonly kind: 'text';
      readonly range: SourceRange;
      readonly definition: ContentDefinition<unknown>;
    }
  | { readonly kind: 'tag'; readonly range: SourceRange }
  | { readonly kind: 'content'; readonly range: SourceRange }
  | { readonly kind: 'close'; readonly range: SourceRange };

/** What is under an offset of a domain. */
export type Spot = Place & Thing;

/** What is under an offset of any document of libvirt's. */
export type AnySpot = AnyPlace & Thing;

/** What is under the offset, where that is in a domain. */
export function spotAt(analysis: Analysis, offset: number): Spot | undefined {
  const spot = anySpotAt(analysis, offset);
  return spot && inDomain(spot);
}

/** The spot, if it is one of a domain. */
export function inDomain(spot: AnySpot): Spot | undefined {
  const { domain } = spot;
  return domain === undefined ? undefined : { ...spot, domain };
}

/**
 * What is under the offset, with its place in its document; undefined outside of the root, in comments, CDATA sections,
 * processing instructions, and where nothing can stand. A thing's end counts: a cursor behind its last character touches it.
 */
export function anySpotAt(
  { text, domains, parsed }: Analysis,
  offset: number,
): AnySpot | undefined {
  let element = parsed.document.documentElement;
  if (element === null || !holds(text, sourceOf(element), offset)) return undefined;
  const path: string[] = [];
  let domain: DomainModel | undefined;
  for (;;) {
    const at: Element = element;
    const source = sourceOf(at);
    if (domain === undefined) {
      domain = domains.find((one) => one.element === at);
      path.length = 0;
    }
    const place = {
      domain,
      element,
      source,
      path,
      vocabulary: domain && vocabularyOf(domain, element, path),
    };
    if (offset <= source.startTag.end && !isBehind(text, source.startTag, offset))
      return inStartTag(text, place, offset);
    if (source.endTag !== undefined && offset > source.endTag.start)
      return inEndTag(text, place, source.endTag, offset);
    const child = childAt(text, element, offset);
    if (child === undefined) {
      if (isBlankBehindOpenTag(text, source, offset)) return inStartTag(text, place, offset);
      return inContent(text, place, offset);
    }
    if (!isElement(child)) return undefined;
    element = child;
    path.push(child.tagName);
  }
}

/** Only elements without a namespace are libvirt's. */
function vocabularyOf(
  domain: DomainModel,
  element: Element,
  path: readonly string[],
): VocabularyNode | undefined {
  for (let node: Element | null = element; node !== domain.element;) {
    if (node === null || node.namespaceURI !== null) return undefined;
    node = node.parentElement;
  }
  return vocabularyAt(path);
}

/** Whether the offset is in the element: behind its first character, and before its end unless it was never ended. */
function holds(text: string, source: ElementSource, offset: number): boolean {
  const { start, end } = source.whole;
  if (offset <= start) return false;
  if (offset < end || (offset === end && !isClosed(text, source))) return true;
  return isBlankBehindOpenTag(text, source, offset);
}

const isClosed = (text: string, { selfClosing, endTag }: ElementSource): boolean =>
  selfClosing || (endTag !== undefined && isEnded(text, endTag));

const isEnded = (text: string, { end }: SourceRange): boolean => text.charAt(end - 1) === '>';

const isBehind = (text: string, tag: SourceRange, offset: number): boolean =>
  offset === tag.end && isEnded(text, tag);

/** Whether nothing but white space stands between a start tag without its end and the offset: it may go on here. */
function isBlankBehindOpenTag(text: string, { startTag }: ElementSource, offset: number): boolean {
  if (offset < startTag.end || isEnded(text, startTag)) return false;
  return offset - startTag.end < WIDEST_BLANK && /^\s*$/.test(text.slice(startTag.end, offset));
}

const WIDEST_BLANK = 2000;

/** The child that holds the offset: an element, or a comment, CDATA section or instruction. Texts are no children here. */
function childAt(text: string, parent: Element, offset: number) {
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) {
      const source = sourceOf(node);
      if (source.startTag.start >= offset) return undefined;
      if (holds(text, source, offset)) return node;
      continue;
    }
    const range = contentSource(node)?.range;
    if (node.nodeType === TEXT || range === undefined) continue;
    if (range.start >= offset) return undefined;
    if (offset < range.end || (offset === range.end && !isEnded(text, range))) return node;
  }
  return undefined;
}

const TEXT = 3;

function inStartTag(text: string, place: AnyPlace, offset: number): AnySpot | undefined {
  const { source } = place;
  if (touches(source.name, offset)) return { ...place, kind: 'element', range: source.name };
  for (const [name, attribute] of source.attributes) {
    if (touches(attribute.name, offset))
      return { ...place, kind: 'attribute', name, range: attribute.name };
    const range = valueRange(text, attribute, offset);
    if (range === undefined) continue;
    const definitions = place.vocabulary?.definition.attributes;
    const definition =
      definitions !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    return { ...place, kind: 'value', name, attribute, definition, range };
  }
  const isFree =
    /\s/.test(text.charAt(offset - 1)) && !/[^\s/>?<]/.test(text.charAt(offset)) && offset > 0;
  return isFree ? { ...place, kind: 'tag', range: { start: offset, end: offset } } : undefined;
}

/** The written value, if the offset touches it; behind a `=` without a value, the empty range at the offset. */
function valueRange(
  text: string,
  { equals, value }: AttributeSource,
  offset: number,
): SourceRange | undefined {
  if (value !== undefined) return touches(value.range, offset) ? value.range : undefined;
  if (equals === undefined || offset <= equals || offset - equals > WIDEST_BLANK) return undefined;
  const isBlank = /^[ \t]*$/.test(text.slice(equals + 1, offset));
  return isBlank ? { start: offset, end: offset } : undefined;
}

function inEndTag(text: string, place: AnyPlace, endTag: SourceRange, offset: number): AnySpot {
  const written = /^<\/\s*([^\s<>]*)/.exec(text.slice(endTag.start, endTag.end));
  const end = endTag.start + (written?.[0].length ?? 2);
  const start = end - (written?.[1]?.length ?? 0);
  const isName = offset >= start && offset <= end && written?.[1] === place.element.tagName;
  if (isName && isEnded(text, endTag)) return { ...place, kind: 'element', range: { start, end } };
  return { ...place, kind: 'close', range: { start: Math.min(start, offset), end } };
}

function inContent(text: string, place: AnyPlace, offset: number): AnySpot | undefined {
  const { source } = place;
  const lt = text.lastIndexOf('<', offset - 1);
  if (lt >= source.startTag.end) {
    const begun = text.slice(lt, Math.min(offset, lt + 4));
    if (/^<[!?]/.test(begun) && !text.slice(lt, offset).includes('>')) return undefined;
    if (begun === '</') return { ...place, kind: 'close', range: { start: offset, end: offset } };
  }
  const definition = place.vocabulary?.definition.content;
  if (definition !== undefined) {
    const { value, source: written } = trimmed(textOf(place.element));
    if (value !== '' && touches(written.range, offset))
      return { ...place, kind: 'text', definition, range: written.range };
    if (value === '')
      return { ...place, kind: 'text', definition, range: { start: offset, end: offset } };
  }
  return { ...place, kind: 'content', range: begunWord(text, offset, source.startTag.end) };
}

/** The letters of a name that is being typed as text: from its first letter to the offset. */
function begunWord(text: string, offset: number, from: number): SourceRange {
  let start = offset;
  while (start > from && offset - start < 40 && /[A-Za-z]/.test(text.charAt(start - 1))) start--;
  return { start, end: offset };
}
