import type { Analysis } from '../analysis/analyze.ts';
import { isBuiltIn } from '../analysis/findings.ts';
import type { SourceRange } from '../text/range.ts';
import { overlaps } from '../text/range.ts';
import type { AnyElementDefinition } from '../vocabulary/define.ts';
import { hoverText } from './hover/hoverText.ts';
import { paragraphs } from './hover/words.ts';
import { spotAt, type Spot } from './spot.ts';

/** What is shown for a place in the text. */
export interface HoverText {
  /** All that comes out of the file or of the host's description is escaped. */
  readonly markdown: string;
  readonly range: SourceRange;
}

/**
 * Explains what is under the offset: the verdict first, then the host's figures, then the background, then links to
 * libvirt's manual and to the rules that found something there. `ruleLink` is a link with `{rule}` in the place of the id;
 * without it no rule is linked. undefined for what is not in our vocabulary.
 */
export function hoverAt(
  analysis: Analysis,
  offset: number,
  ruleLink?: string,
): HoverText | undefined {
  const spot = spotAt(analysis, offset);
  const node = spot?.vocabulary;
  if (spot === undefined || node === undefined || node.isContainer) return undefined;
  const text = hoverText(analysis, spot);
  if (text === undefined) return undefined;
  const links = linksFor(analysis, spot, node.definition, ruleLink);
  return { markdown: paragraphs([text, links]), range: spot.range };
}

const MOST_RULES = 5;

function linksFor(
  { findings }: Analysis,
  { range }: Spot,
  { manual }: AnyElementDefinition,
  ruleLink: string | undefined,
): string {
  const links = [`[libvirt’s manual](https://libvirt.org/formatdomain.html#${manual})`];
  if (ruleLink !== undefined) {
    const found = findings.filter((finding) => overlaps(finding.range, range));
    const rules = [...new Set(found.map(({ rule }) => rule))].slice(0, MOST_RULES);
    links.push(
      ...rules.filter(isBuiltIn).map((rule) => `[${rule}](${ruleLink.replaceAll('{rule}', rule)})`),
    );
  }
  return links.join(' · ');
}
