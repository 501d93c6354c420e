import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../../analysis/analyze.ts';
import { allowedIn, type Allowed, type Where } from '../../relaxng/allowedAt.ts';
import { attributeValues, textValues } from '../../relaxng/draft.ts';
import type { Grammar } from '../../relaxng/grammar.ts';
import type { ExpectedValue } from '../../relaxng/pattern/expected.ts';
import type { Name } from '../../relaxng/pattern/nameClass.ts';
import { touches } from '../../text/range.ts';
import { commonIn } from '../../vocabulary/common.ts';
import type { Suggestion } from '../../vocabulary/define.ts';
import { childElements, textOf, trimmed } from '../../xml/walk.ts';
import type { AnySpot } from '../spot.ts';
import { valueWords, wordsIn } from '../valueWords.ts';
import { qualified } from './prefixes.ts';
import { quoteOf } from './quotes.ts';
import { ranked, type RankedOffer } from './ranked.ts';
import { schemaElements } from './schemaElements.ts';
import { placeholder } from './schemaSnippet.ts';
import type { AnySpotOf } from './spots.ts';
import { usualWords } from './usualWords.ts';
import { plainValues, offersOf } from './values.ts';

/** What the schema allows at the spot, what matters most first; none where no schema holds, or another extension offers it. */
export function schemaOffers(
  analysis: Analysis,
  spot: AnySpot,
  offset: number,
): readonly RankedOffer[] {
  const { text, schema, world, parsed } = analysis;
  const root = parsed.document.documentElement;
  if (schema === undefined || root === null || world.isServedElsewhere === true) return [];
  const { grammar } = schema;
  const ask = (where: Where): Allowed | undefined => allowedIn(grammar, root, where);
  switch (spot.kind) {
    case 'element':
      return inName(analysis, grammar, spot, ask({ kind: 'name', element: spot.element }));
    case 'content':
    case 'text': {
      const allowed = ask({ kind: 'content', element: spot.element, offset: spot.range.start });
      if (allowed === undefined) return [];
      const values = texts(grammar, spot, allowed, offset);
      return values.length > 0 ? values : inContent(analysis, grammar, spot, allowed);
    }
    case 'tag':
    case 'attribute': {
      const but = spot.kind === 'attribute' ? spot.name : undefined;
      return attributes(grammar, spot, ask({ kind: 'tag', element: spot.element, but }));
    }
    case 'value':
      return values(
        text,
        grammar,
        spot,
        ask({ kind: 'tag', element: spot.element, but: spot.name }),
      );
    case 'close':
      return [];
  }
}

function inContent(
  analysis: Analysis,
  grammar: Grammar,
  spot: AnySpotOf<'content'> | AnySpotOf<'text'>,
  allowed: Allowed,
): RankedOffer[] {
  const isBegun = analysis.text.charAt(spot.range.start - 1) === '<';
  return schemaElements(analysis, grammar, spot, spot.element, allowed).map(({ offer, rank }) => ({
    offer: isBegun ? offer : { ...offer, insert: `<${offer.insert}` },
    rank,
  }));
}

function inName(
  analysis: Analysis,
  grammar: Grammar,
  spot: AnySpotOf<'element'>,
  allowed: Allowed | undefined,
): RankedOffer[] {
  const { source, range, element } = spot;
  const parent = element.parentElement;
  // In an end tag, too, the spot is the element: that is named after its beginning.
  if (allowed === undefined || parent === null || range.start !== source.name.start) return [];
  const offers = schemaElements(analysis, grammar, spot, parent, allowed);
  if (source.startTag.end === source.name.end) return offers;
  return offers
    .filter(({ offer }) => !offer.label.includes(' '))
    .map(({ offer, rank }) => ({
      offer: { ...offer, insert: offer.label, isSnippet: false },
      rank,
    }));
}

function attributes(
  grammar: Grammar,
  spot: AnySpotOf<'tag'> | AnySpotOf<'attribute'>,
  allowed: Allowed | undefined,
): RankedOffer[] {
  if (allowed === undefined) return [];
  const { element, source, range } = spot;
  const typed = spot.kind === 'attribute' ? source.attributes.get(spot.name) : undefined;
  const quote = quoteOf(source);
  const common = commonIn(element.tagName, element.parentElement?.tagName).attributes;
  return ranked(
    allowed.attributes.flatMap(({ name, isRequired }) => {
      const written = qualified(name, element);
      if (written === undefined || written.declaration !== '') return [];
      const values = attributeValues(grammar, allowed.state, name, usualWords(element, name));
      const isNamed = typed?.equals !== undefined;
      const value = placeholder(1, wordsIn(values));
      const insert = isNamed ? written.name : `${written.name}=${quote}${value}${quote}$0`;
      const detail = isRequired ? { detail: 'required' } : {};
      const doc = valueWords(values);
      const said = doc === '' ? detail : { ...detail, doc };
      const offer = { label: written.name, insert, isSnippet: !isNamed, ...said, range };
      return [{ name, isRequired, offer: { ...offer, kind: 'attribute' as const } }];
    }),
    common,
  );
}

function values(
  text: string,
  grammar: Grammar,
  spot: AnySpotOf<'value'>,
  allowed: Allowed | undefined,
): RankedOffer[] {
  if (allowed === undefined) return [];
  const { element, name } = spot;
  const full = nameOfAttribute(element, name);
  const words = usualWords(element, full);
  const expected = attributeValues(grammar, allowed.state, full, words);
  return plainValues(text, spot, suggestions(expected)).map((offer) => ({
    offer,
    rank: words.includes(offer.label) ? 'common' : 'rest',
  }));
}

function nameOfAttribute(element: Element, written: string): Name {
  const attribute = element.getAttributeNode(written);
  return { ns: attribute?.namespaceURI ?? '', local: attribute?.localName ?? written };
}

/** The words that may be the text of an element without children. */
function texts(
  grammar: Grammar,
  { element, range }: AnySpot,
  { state }: Allowed,
  offset: number,
): RankedOffer[] {
  if (childElements(element).length > 0) return [];
  const { value, source } = trimmed(textOf(element));
  const whole = value !== '' && touches(source.range, offset) ? source.range : range;
  const { words } = commonIn(element.tagName, element.parentElement?.tagName);
  const expected = textValues(grammar, state, words);
  return offersOf(suggestions(expected), whole, (word) => word).map((offer) => ({
    offer,
    rank: 'rest',
  }));
}

function suggestions(expected: readonly ExpectedValue[]): readonly Suggestion[] {
  return wordsIn(expected).map((text) => ({ text }));
}
