import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../../analysis/analyze.ts';
import type { World } from '../../analysis/world.ts';
import { vocabularyAt, type VocabularyNode } from '../../vocabulary/tree.ts';
import { childrenNamed } from '../../xml/walk.ts';
import type { Completion } from '../completion.ts';
import { surroundingsOf } from '../surroundings.ts';
import { ordered, type Offer } from './offer.ts';
import { elementSnippet } from './snippet.ts';
import type { AnySpot } from '../spot.ts';
import type { AnySpotOf, SpotOf } from './spots.ts';

/** The children that may still be written: between tags, or in the place of a name that is being typed. */
export function elementsAt(
  analysis: Analysis,
  spot: SpotOf<'element'> | SpotOf<'content'>,
): readonly Completion[] {
  return spot.kind === 'content' ? inContent(analysis, spot) : inName(analysis, spot);
}

function inContent(analysis: Analysis, spot: SpotOf<'content'>): readonly Completion[] {
  const { vocabulary, element, range } = spot;
  const { text } = analysis;
  const begun = text.charAt(range.start - 1) === '<';
  const offers = vocabulary === undefined ? [] : newChildren(analysis, spot, vocabulary, element);
  return ordered(offers.map((offer) => (begun ? offer : { ...offer, insert: `<${offer.insert}` })));
}

/** Behind `<`, the end tag of the element around, where it has none yet. */
export function closeOffer({ text, world }: Analysis, spot: AnySpot): readonly Offer[] {
  const { element, source, range } = spot;
  if (spot.kind !== 'content' || text.charAt(range.start - 1) !== '<') return [];
  if (source.endTag !== undefined || !isOurs(world, spot)) return [];
  const name = `/${element.tagName}`;
  return [{ label: name, insert: `${name}>`, isSnippet: false, range, kind: 'element' }];
}

function inName(analysis: Analysis, spot: SpotOf<'element'>): readonly Completion[] {
  const { element, source, path, range } = spot;
  const parent = element.parentElement;
  if (path.length === 0 || parent === null || range.start !== source.name.start) return [];
  if (element.namespaceURI !== null || parent.namespaceURI !== null) return [];
  const vocabulary = vocabularyAt(path.slice(0, -1));
  if (vocabulary === undefined) return [];
  const offers = newChildren(analysis, spot, vocabulary, parent);
  const isBegun = source.startTag.end === source.name.end;
  return ordered(
    offers.map((offer) => (isBegun ? offer : { ...offer, insert: offer.label, isSnippet: false })),
  );
}

/** The children of `parent` that are not there yet, or that may come again; `spot.element` itself does not count as there. */
function newChildren(
  { world }: Analysis,
  spot: SpotOf<'element'> | SpotOf<'content'>,
  vocabulary: VocabularyNode,
  parent: Element,
): Offer[] {
  const around = surroundingsOf(world, spot.domain);
  return [...vocabulary.children.values()].flatMap((node): Offer[] => {
    const { name, doc } = node.definition;
    const isThere = childrenNamed(parent, name).some((child) => child !== spot.element);
    if (node.isContainer || (isThere && !node.repeatable)) return [];
    const insert = elementSnippet(node, parent, around);
    return [{ label: name, insert, isSnippet: true, doc, range: spot.range, kind: 'element' }];
  });
}

/** The name behind `</`. */
export function closeTagAt(
  { text, world }: Analysis,
  spot: AnySpotOf<'close'>,
): readonly Completion[] {
  const { element, range } = spot;
  if (!isOurs(world, spot)) return [];
  const name = element.tagName;
  const end = text.charAt(range.end) === '>' ? '' : '>';
  return ordered([{ label: name, insert: name + end, isSnippet: false, range, kind: 'element' }]);
}

/** Whether nobody else is at hand to offer an end tag. */
function isOurs({ isServedElsewhere }: World, { vocabulary }: AnySpot): boolean {
  return vocabulary !== undefined || isServedElsewhere !== true;
}
