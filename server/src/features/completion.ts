import type { Analysis } from '../analysis/analyze.ts';
import { touches, type SourceRange } from '../text/range.ts';
import { attributesAt } from './completion/attributes.ts';
import { closeTagAt, elementsAt } from './completion/elements.ts';
import { textsAt, valuesAt } from './completion/values.ts';
import { spotAt } from './spot.ts';

/** One offer for what could be written at the cursor. */
export interface Completion {
  readonly label: string;
  /** What comes into the place of `range`; with `isSnippet`, in the snippet syntax of the protocol. */
  readonly insert: string;
  readonly isSnippet: boolean;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  readonly range: SourceRange;
  /** Keeps the order of the list. */
  readonly sortText: string;
  readonly kind: 'element' | 'attribute' | 'value';
}

/**
 * What can be written at the offset, inside of our vocabulary: elements and attributes that are not there yet, words, the
 * host's nodes, CPUs and page sizes, the guest's cells, units, the name that closes a tag. `trigger` is the character whose
 * typing asked, if any did: a blank between tags is indentation and asks for nothing.
 */
export function completeAt(
  analysis: Analysis,
  offset: number,
  trigger?: string,
): readonly Completion[] {
  // In a damaged text the place that would be replaced can lie beside the cursor: then nothing can be offered.
  return offersAt(analysis, offset, trigger).filter(({ range }) => touches(range, offset));
}

function offersAt(
  analysis: Analysis,
  offset: number,
  trigger: string | undefined,
): readonly Completion[] {
  const spot = spotAt(analysis, offset);
  switch (spot?.kind) {
    case 'element':
    case 'content':
      return trigger === ' ' ? [] : elementsAt(analysis, spot);
    case 'close':
      return closeTagAt(analysis, spot);
    case 'tag':
    case 'attribute':
      return attributesAt(analysis, spot);
    case 'value':
      return valuesAt(analysis, spot, offset);
    case 'text':
      return trigger === ' ' ? [] : textsAt(analysis, spot);
    case undefined:
      return [];
  }
}
