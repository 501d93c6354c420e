import type { Document, Element } from '@xmldom/xmldom';
import { sourceOf } from './source.ts';
import { childElements } from './walk.ts';

/**
 * The path of the innermost element at an offset, as XPath writes it: `/domain/numatune/memnode[2]`. A position is given where
 * siblings share the name. Empty outside of the root. It survives edits elsewhere, which a line number does not.
 */
export function elementPathAt(document: Document, offset: number): string {
  let path = '';
  let siblings: readonly Element[] = childElements(document);
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const element = lastBegunBefore(siblings, offset);
    if (element === undefined || sourceOf(element).whole.end < offset) return path;
    path += `/${element.tagName}${positionIn(siblings, element)}`;
    siblings = childElements(element);
  }
  return path;
}

/** Nothing that libvirt knows stands deeper. */
const MAX_DEPTH = 64;

/** Siblings stand in document order. */
function lastBegunBefore(siblings: readonly Element[], offset: number): Element | undefined {
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = siblings[middle];
    if (element !== undefined && sourceOf(element).whole.start <= offset) low = middle + 1;
    else high = middle;
  }
  return siblings[low - 1];
}

function positionIn(siblings: readonly Element[], element: Element): string {
  const namesakes = siblings.filter(({ tagName }) => tagName === element.tagName);
  return namesakes.length === 1 ? '' : `[${namesakes.indexOf(element) + 1}]`;
}
