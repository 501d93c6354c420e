import type { Analysis } from '../analysis/analyze.ts';
import { allowedIn } from '../relaxng/allowedAt.ts';
import { attributeValues } from '../relaxng/draft.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Finding } from '../text/finding.ts';
import type { ActionOffer } from './codeActions.ts';
import { quoteOf } from './completion/quotes.ts';
import { schemaOffers } from './completion/schemaOffers.ts';
import { placeholder } from './completion/schemaSnippet.ts';
import { usualWords } from './completion/usualWords.ts';
import { anySpotAt, type AnySpot } from './spot.ts';
import { wordsIn } from './valueWords.ts';

/**
 * What the schema finds missing, to be added with a tab stop for each value that is still to be typed: where the finding has no fix, as the
 * value is not for us to know.
 */
export function schemaAdditions(analysis: Analysis, finding: Finding): readonly ActionOffer[] {
  const spot = anySpotAt(analysis, finding.range.end);
  if (spot?.kind !== 'element' || finding.fixes.length > 0) return [];
  switch (finding.rule) {
    case 'schema/missing-attribute':
      return attributes(analysis, spot).map((addition) => offered(addition, finding));
    case 'schema/missing-element':
      return elements(analysis, spot).map((addition) => offered(addition, finding));
    default:
      return [];
  }
}

interface Addition {
  readonly title: string;
  readonly edit: TextEdit;
}

function offered({ title, edit }: Addition, finding: Finding): ActionOffer {
  const kind = 'quickfix' as const;
  return { title, kind, edits: [edit], isSnippet: true, finding, preferred: false };
}

/** All that the start tag lacks, in one addition. */
function attributes({ schema, parsed }: Analysis, { element, source }: AnySpot): Addition[] {
  const root = parsed.document.documentElement;
  if (schema === undefined || root === null) return [];
  const allowed = allowedIn(schema.grammar, root, { kind: 'tag', element, but: undefined });
  const needed =
    allowed?.attributes.filter(({ name, isRequired }) => isRequired && name.ns === '') ?? [];
  if (allowed === undefined || needed.length === 0) return [];
  const quote = quoteOf(source);
  const texts = needed.map(({ name }, index) => {
    const values = attributeValues(schema.grammar, allowed.state, name, usualWords(element, name));
    return ` ${name.local}=${quote}${placeholder(index + 1, wordsIn(values))}${quote}`;
  });
  const { end } = source.name;
  const names = needed.map(({ name }) => `'${name.local}'`);
  return [
    {
      title: `Add ${names.join(' and ')}`,
      edit: { range: { start: end, end }, newText: texts.join('') },
    },
  ];
}

/** Each element that may be what is missing, at the end of what is there. */
function elements(analysis: Analysis, spot: AnySpot): Addition[] {
  const { text } = analysis;
  const { element, source } = spot;
  const { endTag, selfClosing, startTag } = source;
  const at = endTag?.start ?? startTag.end;
  const inside: AnySpot = { ...spot, kind: 'content', range: { start: at, end: at } };
  const isOnOwnLine = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
  return schemaOffers(analysis, inside, at)
    .filter(({ rank }) => rank === 'required')
    .map(({ offer: { label, insert } }) => {
      const lines = `${isOnOwnLine ? '' : '\n'}\t${insert}\n`;
      const start = selfClosing ? text.slice(0, at - 2).trimEnd().length : at;
      return {
        title: `Add <${label}>`,
        edit: {
          range: { start, end: at },
          newText: selfClosing ? `>${lines}</${element.tagName}>` : lines,
        },
      };
    });
}
