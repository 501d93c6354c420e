import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../analysis/analyze.ts';
import type { SourceRange } from '../text/range.ts';
import { contentSource, sourceOf, type ElementSource } from '../xml/source.ts';
import { isElement, textOf, trimmed } from '../xml/walk.ts';

/**
 * What an editor selects around an offset, from the inside out, each range around the one before: the value, the attribute, the start tag
 * or the text; an element's content, the element; and so on up to the root. None where another extension serves the document.
 */
export function selectionRangesAt(
  { parsed, world }: Analysis,
  offset: number,
): readonly SourceRange[] {
  if (world.isServedElsewhere === true) return [];
  const found: SourceRange[] = [];
  const add = (range: SourceRange | undefined): void => {
    const last = found.at(-1);
    if (range === undefined || !holds(range, offset) || range.start === range.end) return;
    if (last !== undefined && (range.start < last.start || range.end > last.end)) return;
    if (last === undefined || range.start > last.start || range.end < last.end) found.push(range);
  };
  const root = parsed.document.documentElement;
  let element: Element | undefined =
    root !== null && holds(sourceOf(root).whole, offset) ? root : undefined;
  while (element !== undefined) {
    const source: ElementSource = sourceOf(element);
    add(source.whole);
    for (const range of inTags(source, offset)) add(range);
    if (source.endTag !== undefined && offset >= source.startTag.end)
      add({ start: source.startTag.end, end: source.endTag.start });
    const child = childAt(element, offset);
    if (child === undefined) add(trimmed(textOf(element)).source.range);
    else if (!isElement(child)) add(contentSource(child)?.range);
    element = child !== undefined && isElement(child) ? child : undefined;
  }
  return found.reverse();
}

function inTags({ startTag, endTag, attributes, name }: ElementSource, offset: number) {
  const ranges: SourceRange[] = [];
  if (offset < startTag.end) {
    ranges.push(startTag, name);
    for (const { whole, value, quote } of attributes.values()) {
      ranges.push(whole);
      if (value === undefined) continue;
      const { start, end } = value.range;
      if (quote !== '' && end < whole.end) ranges.push({ start: start - 1, end: end + 1 });
      ranges.push(value.range);
    }
  } else if (endTag !== undefined && offset > endTag.start) ranges.push(endTag);
  return ranges;
}

/** The child element, comment or instruction around the offset; of two that touch there, the one that begins. */
function childAt(parent: Element, offset: number) {
  let found;
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    const range = isElement(node) ? sourceOf(node).whole : contentSource(node)?.range;
    if (range === undefined || node.nodeType === TEXT) continue;
    if (range.start > offset) break;
    if (offset < range.end) found = node;
  }
  return found;
}

const TEXT = 3;

const holds = ({ start, end }: SourceRange, offset: number): boolean =>
  start <= offset && offset <= end;
