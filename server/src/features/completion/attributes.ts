import type { Analysis } from '../../analysis/analyze.ts';
import type { Completion } from '../completion.ts';
import { surroundingsOf } from '../surroundings.ts';
import { ordered, type Offer } from './offer.ts';
import { quoteOf } from './quotes.ts';
import { attributeSnippet } from './snippet.ts';
import type { SpotOf } from './spots.ts';

/** The attributes that the element does not have yet; the one that is being typed counts as not there. */
export function attributesAt(
  { world }: Analysis,
  spot: SpotOf<'tag'> | SpotOf<'attribute'>,
): readonly Completion[] {
  const { source, vocabulary, element, range } = spot;
  if (vocabulary === undefined) return [];
  const typed = spot.kind === 'attribute' ? spot.name : undefined;
  const hasEquals = typed !== undefined && source.attributes.get(typed)?.equals !== undefined;
  const around = surroundingsOf(world, spot.domain);
  const offers = Object.entries(vocabulary.definition.attributes).flatMap(
    ([name, definition]): Offer[] => {
      if (source.attributes.has(name) && name !== typed) return [];
      const insert = hasEquals
        ? name
        : attributeSnippet(name, definition, vocabulary, element, around, quoteOf(source));
      const { doc, required } = definition;
      const detail = required ? { detail: 'required' } : {};
      return [
        { label: name, insert, isSnippet: !hasEquals, ...detail, doc, range, kind: 'attribute' },
      ];
    },
  );
  return ordered(offers);
}
