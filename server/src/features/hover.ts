import type { Analysis } from '../analysis/analyze.ts';
import { isBuiltIn } from '../analysis/findings.ts';
import type { SourceRange } from '../text/range.ts';
import { overlaps } from '../text/range.ts';
import { manualPlace } from '../vocabulary/manual.ts';
import { childElements, textOf, trimmed } from '../xml/walk.ts';
import { hoverText } from './hover/hoverText.ts';
import { namesTo, schemaHover } from './hover/schemaHover.ts';
import { paragraphs } from './hover/words.ts';
import { anySpotAt, inDomain, type AnySpot } from './spot.ts';

/** What is shown for a place in the text. */
export interface HoverText {
  /** All that comes out of the file or of the host's description is escaped. */
  readonly markdown: string;
  readonly range: SourceRange;
}

/**
 * Explains what is under the offset: the verdict first, then the host's figures, then the background, then what libvirt's schema says,
 * then links to libvirt's manual and to the rules that found something there. `ruleLink` is a link with `{rule}` in the place of the id;
 * without it no rule is linked. undefined for what is neither in our vocabulary nor known to a schema.
 */
export function hoverAt(
  analysis: Analysis,
  offset: number,
  ruleLink?: string,
): HoverText | undefined {
  const spot = anySpotAt(analysis, offset);
  if (spot === undefined) return undefined;
  const domainSpot = inDomain(spot);
  const isOurs = domainSpot !== undefined && domainSpot.vocabulary?.isContainer === false;
  const ours = isOurs ? hoverText(analysis, domainSpot) : undefined;
  const range = rangeOf(spot, offset);
  const theirs = range && schemaHover(analysis, spot);
  if (range === undefined || (ours === undefined && theirs === undefined)) return undefined;
  const links = linksFor(analysis, spot, ruleLink);
  return { markdown: paragraphs([ours, theirs, links]), range };
}

/** What is explained; undefined between tags, where nothing stands. */
function rangeOf({ kind, element, range }: AnySpot, offset: number): SourceRange | undefined {
  if (kind !== 'content') return range;
  if (childElements(element).length > 0) return undefined;
  const { value, source } = trimmed(textOf(element));
  const { start, end } = source.range;
  return value !== '' && start <= offset && offset <= end ? source.range : undefined;
}

const MOST_RULES = 5;

function linksFor(
  { findings }: Analysis,
  { range, vocabulary, element }: AnySpot,
  ruleLink: string | undefined,
): string {
  const place =
    vocabulary === undefined || vocabulary.isContainer
      ? manualPlace(namesTo(element))
      : `formatdomain.html#${vocabulary.definition.manual}`;
  const links = place === undefined ? [] : [`[libvirt’s manual](https://libvirt.org/${place})`];
  if (ruleLink !== undefined) {
    const found = findings.filter((finding) => overlaps(finding.range, range));
    const rules = [...new Set(found.map(({ rule }) => rule))].slice(0, MOST_RULES);
    links.push(
      ...rules.filter(isBuiltIn).map((rule) => `[${rule}](${ruleLink.replaceAll('{rule}', rule)})`),
    );
  }
  return links.join(' · ');
}
