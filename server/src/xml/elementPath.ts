import type { Document, Element, Node } from '@xmldom/xmldom';
import { sourceOf } from './source.ts';
import { childElements } from './walk.ts';

/** An element and how its parent's path goes on to it: `/memnode[2]`. */
interface Step {
  readonly element: Element;
  readonly words: string;
}

/**
 * Tells of any offset the path of the innermost element there, as XPath writes it: `/domain/numatune/memnode[2]`. A position is given
 * where siblings share the name. Empty outside of the root. It survives edits elsewhere, which a line number does not.
 */
export function elementPathsIn(document: Document): (offset: number) => string {
  const known = new Map<Node, readonly Step[]>();
  const stepsFrom = (parent: Node): readonly Step[] => {
    const steps = known.get(parent) ?? stepsOf(parent);
    known.set(parent, steps);
    return steps;
  };
  return (offset) => {
    let path = '';
    let parent: Node = document;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const step = lastBegunBefore(stepsFrom(parent), offset);
      if (step === undefined || sourceOf(step.element).whole.end < offset) return path;
      path += step.words;
      parent = step.element;
    }
    return path;
  };
}

/** Nothing that libvirt knows stands deeper. */
const MAX_DEPTH = 64;

function stepsOf(parent: Node): readonly Step[] {
  const elements = childElements(parent);
  const counts = new Map<string, number>();
  for (const { tagName } of elements) counts.set(tagName, (counts.get(tagName) ?? 0) + 1);
  const met = new Map<string, number>();
  return elements.map((element) => {
    const { tagName } = element;
    const position = (met.get(tagName) ?? 0) + 1;
    met.set(tagName, position);
    return { element, words: `/${tagName}${counts.get(tagName) === 1 ? '' : `[${position}]`}` };
  });
}

/** Siblings stand in document order. */
function lastBegunBefore(siblings: readonly Step[], offset: number): Step | undefined {
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const step = siblings[middle];
    if (step !== undefined && sourceOf(step.element).whole.start <= offset) low = middle + 1;
    else high = middle;
  }
  return siblings[low - 1];
}
