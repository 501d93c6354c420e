import type { Analysis } from '../../analysis/analyze.ts';
import type { SourceRange } from '../../text/range.ts';
import type { Suggestion } from '../../vocabulary/define.ts';
import type { Completion } from '../completion.ts';
import { surroundingsOf } from '../surroundings.ts';
import { ordered, type Offer } from './offer.ts';
import { quoteOf } from './quotes.ts';
import { itemSuggestions, setItemAt } from './setItem.ts';
import type { AnySpotOf, SpotOf } from './spots.ts';
import { suggestionsFor } from './suggestions.ts';

/** The values for an attribute. In a set, those for the item under the cursor, which alone is replaced. */
export function valuesAt(
  analysis: Analysis,
  spot: SpotOf<'value'>,
  offset: number,
): readonly Completion[] {
  const { definition, vocabulary: node, domain, element, name, attribute, range } = spot;
  if (definition === undefined || node === undefined) return [];
  const { type } = definition;
  const around = surroundingsOf(analysis.world, domain);
  const all = suggestionsFor({ type, node, name, element, parent: element.parentElement, around });
  const { text } = analysis;
  if (type.isSet !== true) return ordered(plainValues(text, spot, all));
  const item = setItemAt(text, range, offset);
  const fitting = itemSuggestions(item, all);
  if (attribute.quote === '') {
    const before = text.slice(range.start, item.range.start);
    const behind = text.slice(item.range.end, range.end);
    const whole = fitting.map((each) => ({ ...each, text: before + each.text + behind }));
    return ordered(quoted(whole, unquotedRange(spot), quoteOf(spot.source)));
  }
  const closing = missingQuote(text, spot);
  return ordered(offersOf(fitting, item.range, (value) => value + (item.isLast ? closing : '')));
}

/** Offers that take the place of the whole value, with the quotes that it lacks. */
export function plainValues(
  text: string,
  spot: AnySpotOf<'value'>,
  all: readonly Suggestion[],
): readonly Offer[] {
  if (spot.attribute.quote === '') return quoted(all, unquotedRange(spot), quoteOf(spot.source));
  const closing = missingQuote(text, spot);
  return offersOf(all, spot.range, (value) => value + closing);
}

function missingQuote(text: string, { attribute, range }: AnySpotOf<'value'>): string {
  return text.charAt(range.end) === attribute.quote ? '' : attribute.quote;
}

/** The values for an element's text. */
export function textsAt(analysis: Analysis, spot: SpotOf<'text'>): readonly Completion[] {
  const { definition, vocabulary: node, element, domain, range } = spot;
  if (node === undefined) return [];
  const around = surroundingsOf(analysis.world, domain);
  const { type } = definition;
  const all = suggestionsFor({ type, node, element, parent: element.parentElement, around });
  if (type.isSet !== true) return ordered(offersOf(all, range, (value) => value));
  const item = setItemAt(analysis.text, range, range.end);
  return ordered(offersOf(itemSuggestions(item, all), item.range, (value) => value));
}

/** A value without quotes, with a stray quote behind it. */
function unquotedRange({ attribute, range }: AnySpotOf<'value'>): SourceRange {
  return attribute.value === undefined ? range : { start: range.start, end: attribute.whole.end };
}

function quoted(
  suggestions: readonly Suggestion[],
  range: SourceRange,
  quote: string,
): readonly Offer[] {
  return offersOf(suggestions, range, (value) => quote + value + quote);
}

/** Offers for values as their suggestions say. */
export function offersOf(
  suggestions: readonly Suggestion[],
  range: SourceRange,
  insert: (value: string) => string,
): readonly Offer[] {
  return suggestions.map(({ text, detail, doc }) => ({
    label: text,
    insert: insert(text),
    isSnippet: false,
    ...(detail === undefined ? {} : { detail }),
    ...(doc === undefined ? {} : { doc }),
    range,
    kind: 'value',
  }));
}
