import type { Analysis } from '../analysis/analyze.ts';
import { touches, type SourceRange } from '../text/range.ts';
import { attributesAt } from './completion/attributes.ts';
import { closeOffer, closeTagAt, elementsAt } from './completion/elements.ts';
import { merged } from './completion/merged.ts';
import { schemaOffers } from './completion/schemaOffers.ts';
import { textsAt, valuesAt } from './completion/values.ts';
import { anySpotAt, inDomain, type AnySpot, type Spot } from './spot.ts';

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

/** The characters whose typing asks for offers. */
export const TRIGGERS: readonly string[] = ['<', '/', ' ', '=', '"', "'", ','];

/**
 * What can be written at the offset: elements and attributes that may stand there by libvirt's schema or our vocabulary, words, the
 * host's nodes, CPUs and page sizes, the guest's cells, units, the name that closes a tag. What is required comes first, then what is
 * common, then the rest. `trigger` is the character whose typing asked, if any did: a blank between tags is indentation and asks for
 * nothing.
 */
export function completeAt(
  analysis: Analysis,
  offset: number,
  trigger?: string,
): readonly Completion[] {
  const spot = anySpotAt(analysis, offset);
  if (spot === undefined || !asksFor(spot, trigger)) return [];
  const domainSpot = inDomain(spot);
  const ours =
    spot.kind === 'close'
      ? closeTagAt(analysis, spot)
      : domainSpot === undefined
        ? []
        : oursAt(analysis, domainSpot, offset);
  const offers = merged(ours, schemaOffers(analysis, spot, offset), closeOffer(analysis, spot));
  // In a damaged text the place that would be replaced can lie beside the cursor: then nothing can be offered.
  return offers.filter(({ range }) => touches(range, offset));
}

function oursAt(analysis: Analysis, spot: Spot, offset: number): readonly Completion[] {
  switch (spot.kind) {
    case 'element':
    case 'content':
      return elementsAt(analysis, spot);
    case 'tag':
    case 'attribute':
      return attributesAt(analysis, spot);
    case 'value':
      return valuesAt(analysis, spot, offset);
    case 'text':
      return textsAt(analysis, spot);
    case 'close':
      return [];
  }
}

/** Whether a character asks for something where it was typed; without one, somebody asked by hand or types a word. */
function asksFor({ kind }: AnySpot, trigger: string | undefined): boolean {
  switch (trigger) {
    case ' ':
      return kind === 'tag' || kind === 'attribute' || kind === 'value';
    case '/':
      return kind === 'close';
    case '<':
      return kind === 'content' || kind === 'text' || kind === 'element' || kind === 'close';
    case '=':
    case '"':
    case "'":
      return kind === 'value';
    case ',':
      return kind === 'value' || kind === 'text';
    default:
      return true;
  }
}
