import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../../analysis/analyze.ts';
import { allowedIn, type Allowed, type Where } from '../../relaxng/allowedAt.ts';
import {
  attributeValues,
  draftElement,
  textValues,
  type Draft,
  type Wishes,
} from '../../relaxng/draft.ts';
import type { Grammar } from '../../relaxng/grammar.ts';
import type { ExpectedValue } from '../../relaxng/pattern/expected.ts';
import type { Name } from '../../relaxng/pattern/nameClass.ts';
import { touches } from '../../text/range.ts';
import { commonIn, type CommonName } from '../../vocabulary/common.ts';
import type { Suggestion, Surroundings } from '../../vocabulary/define.ts';
import { vocabularyAt, type VocabularyNode } from '../../vocabulary/tree.ts';
import { childElements, textOf, trimmed } from '../../xml/walk.ts';
import type { AnySpot } from '../spot.ts';
import { valueWords, wordsIn } from '../valueWords.ts';
import type { Offer } from './offer.ts';
import { qualified, type Qualified } from './prefixes.ts';
import { quoteOf } from './quotes.ts';
import { draftSnippet, placeholder, type Ours } from './schemaSnippet.ts';
import type { AnySpotOf } from './spots.ts';
import { suggestionsFor } from './suggestions.ts';
import { surroundingsOf } from '../surroundings.ts';
import { plainValues, offersOf } from './values.ts';

/** An offer of the schema, and how much it matters: what must be there, what is common, the rest. */
export interface RankedOffer {
  readonly offer: Offer;
  readonly rank: 'required' | 'common' | 'rest';
}

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
  return elements(analysis, grammar, spot, spot.element, allowed).map(({ offer, rank }) => ({
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
  const offers = elements(analysis, grammar, spot, parent, allowed);
  if (source.startTag.end === source.name.end) return offers;
  return offers
    .filter(({ offer }) => !offer.label.includes(' '))
    .map(({ offer, rank }) => ({
      offer: { ...offer, insert: offer.label, isSnippet: false },
      rank,
    }));
}

function elements(
  { world }: Analysis,
  grammar: Grammar,
  { range, domain, kind, path, vocabulary }: AnySpot,
  parent: Element,
  { elements: names, state }: Allowed,
): RankedOffer[] {
  const common = commonIn(parent.tagName, parent.parentElement?.tagName).children;
  const around = domain && surroundingsOf(world, domain);
  const ours = kind === 'element' ? domain && vocabularyAt(path.slice(0, -1)) : vocabulary;
  return ranked(
    names.flatMap(({ name, isRequired }) => {
      const written = qualified(name, parent);
      const first = draftElement(grammar, state, name, parent.tagName, WISHES);
      if (written === undefined || first === undefined) return [];
      const node = ours?.children.get(name.local);
      const known = node && around && oursOf(node, parent, around);
      const detail = isRequired ? { detail: 'required' } : {};
      const offerOf = (draft: Draft, said: string) => {
        const insert = draftSnippet(draft, (inner) => tagOf(inner, name, written, parent), known);
        const label = written.name + said;
        const offer = { label, insert, isSnippet: true, ...detail, range };
        return { name, isRequired, offer: { ...offer, kind: 'element' as const } };
      };
      const others = otherWords(first, parent).flatMap(([attribute, word]) => {
        const given = { [attribute]: word };
        const draft = draftElement(grammar, state, name, parent.tagName, WISHES, given);
        return draft === undefined ? [] : [offerOf(draft, ` ${attribute}='${word}'`)];
      });
      return [offerOf(first, ''), ...others];
    }),
    common,
  );
}

/** The usual words of an attribute that make another element of a draft, where it has such an attribute. */
function otherWords({ name, attributes }: Draft, parent: Element): readonly [string, string][] {
  const common = commonIn(name.local, parent.tagName).attributes;
  for (const { name: attribute, others } of attributes) {
    const words = wordsOf(common, attribute).filter((word) => others.includes(word));
    if (words.length > 0) return words.map((word) => [attribute.local, word]);
  }
  return [];
}

function oursOf(node: VocabularyNode, parent: Element | null, around: Surroundings): Ours {
  return {
    attributes: Object.keys(node.definition.attributes),
    words: (name) => {
      const definition = node.definition.attributes[name];
      if (definition === undefined) return [];
      const { type } = definition;
      return suggestionsFor({ type, node, name, parent, around }).map(({ text }) => text);
    },
    child: (name) => {
      const child = node.children.get(name);
      return child && oursOf(child, null, around);
    },
  };
}

/** The name of a drafted element, with what must be declared where it is the outermost. */
function tagOf(inner: Name, outer: Name, written: Qualified, parent: Element): Qualified {
  if (inner === outer) return written;
  if (inner.ns === outer.ns && inner.ns !== '')
    return { name: written.name.replace(outer.local, inner.local), declaration: '' };
  return qualified(inner, parent) ?? { name: inner.local, declaration: '' };
}

/** What is usual, so that a new element is more than its name. */
const WISHES: Wishes = (element, parent) => {
  const { attributes: common, children, words } = commonIn(element, parent);
  const usual = (names: readonly CommonName[]) =>
    names.filter(({ isUsual }) => isUsual).map(({ name }) => name);
  return {
    attributes: usual(common),
    fallback: common.map(({ name }) => name),
    children: usual(children),
    order: (child) => children.find(({ name }) => name === child)?.order ?? children.length,
    words: (attribute) =>
      attribute === undefined
        ? words
        : (common.find(({ name }) => name === attribute)?.words ?? []),
  };
};

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
      const values = attributeValues(grammar, allowed.state, name, wordsOf(common, name));
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

function wordsOf(common: readonly CommonName[], { local }: Name): readonly string[] {
  return common.find(({ name }) => name === local)?.words ?? [];
}

function values(
  text: string,
  grammar: Grammar,
  spot: AnySpotOf<'value'>,
  allowed: Allowed | undefined,
): RankedOffer[] {
  if (allowed === undefined) return [];
  const { element, name } = spot;
  const common = commonIn(element.tagName, element.parentElement?.tagName).attributes;
  const full = nameOfAttribute(element, name);
  const words = wordsOf(common, full);
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

interface Candidate {
  readonly name: Name;
  readonly isRequired: boolean;
  readonly offer: Offer;
}

function ranked(candidates: readonly Candidate[], common: readonly CommonName[]): RankedOffer[] {
  const place = new Map(common.map(({ name }, index) => [name, index]));
  const commonness = ({ name }: Candidate): number =>
    (name.ns === '' ? place.get(name.local) : undefined) ?? common.length;
  return candidates
    .map((one) => ({ one, at: commonness(one) }))
    .sort((a, b) => Number(b.one.isRequired) - Number(a.one.isRequired) || a.at - b.at)
    .map(({ one: { offer, isRequired }, at }) => ({
      offer,
      rank: isRequired ? 'required' : at < common.length ? 'common' : 'rest',
    }));
}
