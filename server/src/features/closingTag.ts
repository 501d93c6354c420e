import type { Analysis } from '../analysis/analyze.ts';
import { applyEdits } from '../text/edit.ts';
import { parseXml } from '../xml/parseXml.ts';
import { completeAt, type Completion } from './completion.ts';
import { anySpotAt } from './spot.ts';

/** What closes a tag. */
export interface ClosingTag {
  readonly text: string;
  /** The element's text is one of some words, which an editor does well to offer now. */
  readonly hasWords: boolean;
}

/**
 * What closes the element whose start tag was ended (`>`) or whose end tag was begun (`</`) right before the offset: `</disk>`, `disk>`.
 * undefined where nothing is to be closed, so in comments, and where the element is closed already: only what mends the text is given.
 */
export function closingTagAt(analysis: Analysis, offset: number): ClosingTag | undefined {
  const { text, parsed } = analysis;
  const closing = parsed.problemsCut ? undefined : closingFor(analysis, offset);
  if (closing === undefined) return undefined;
  const range = { start: offset, end: offset };
  const { problems } = parseXml(applyEdits(text, [{ range, newText: closing.text }]));
  const change = problems.length - parsed.problems.length;
  // At the end of a text, elements that were never closed are one problem, however many they are.
  if (change > 0 || (change === 0 && !closing.isOpen)) return undefined;
  const hasWords = closing.isStart && completeAt(analysis, offset).some(isValue);
  return { text: closing.text, hasWords };
}

const isValue = ({ kind }: Completion): boolean => kind === 'value';

interface Closing {
  readonly text: string;
  /** A start tag is closed, else an end tag is completed. */
  readonly isStart: boolean;
  /** The element has no end tag. */
  readonly isOpen: boolean;
}

function closingFor(analysis: Analysis, offset: number): Closing | undefined {
  const { text } = analysis;
  const spot = anySpotAt(analysis, offset);
  if (spot === undefined) return undefined;
  const { element, source, kind, range } = spot;
  const name = element.tagName;
  if (text.charAt(offset - 1) === '>')
    return source.startTag.end === offset && !source.selfClosing
      ? { text: `</${name}>`, isStart: true, isOpen: source.endTag === undefined }
      : undefined;
  if (!text.startsWith('</', offset - 2) || kind !== 'close') return undefined;
  if (range.start !== range.end) return undefined;
  const rest = text.charAt(offset) === '>' ? name : `${name}>`;
  return { text: rest, isStart: false, isOpen: false };
}
