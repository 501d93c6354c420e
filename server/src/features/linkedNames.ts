import type { Analysis } from '../analysis/analyze.ts';
import { touches, type SourceRange } from '../text/range.ts';
import { anySpotAt } from './spot.ts';

/**
 * The names in the start tag and the end tag of the element on one of whose names the offset is: what is typed in one is to be typed in the
 * other. undefined elsewhere, while the two differ, and where another extension serves the document.
 */
export function linkedNamesAt(
  analysis: Analysis,
  offset: number,
): readonly [SourceRange, SourceRange] | undefined {
  const { text, world } = analysis;
  if (world.isServedElsewhere === true) return undefined;
  const spot = anySpotAt(analysis, offset);
  if (spot === undefined) return undefined;
  const { name, endTag } = spot.source;
  if (endTag === undefined) return undefined;
  const start = endTag.start + 2;
  const end = { start, end: start + (name.end - name.start) };
  const isOn = touches(name, offset) || touches(end, offset);
  const written = text.slice(name.start, name.end);
  if (!isOn || written !== text.slice(end.start, end.end)) return undefined;
  return /^[\s>]/.test(text.charAt(end.end)) ? [name, end] : undefined;
}
