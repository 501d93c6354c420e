import type { SourceRange } from '../text/range.ts';

/** A stretch of a text that a template engine replaces before libvirt sees the file. */
export interface Placeholder {
  readonly range: SourceRange;
  /**
   * expression: a value comes in its place; statement: it decides what of the text around it comes, and how often (`{% for … %}`), or is a
   * comment; so is an expression that takes whole lines, as elements may come in its place.
   */
  readonly kind: 'expression' | 'statement';
}

/** A text as XML is to be read from it: every offset is as in the text itself. */
export interface Masked {
  readonly text: string;
  /** In order, without overlaps. */
  readonly placeholders: readonly Placeholder[];
}

/** How placeholders begin and end: Jinja, ERB, the shell's `${…}`, Python's `%(…)s`. The longest that one may be. */
const FORMS: Readonly<Record<string, { readonly close: string; readonly longest: number }>> = {
  '{{': { close: '}}', longest: 2_000 },
  '{%': { close: '%}', longest: 2_000 },
  '{#': { close: '#}', longest: 20_000 },
  '<%': { close: '%>', longest: 2_000 },
  '${': { close: '}', longest: 200 },
  '%(': { close: ')', longest: 200 },
};

const OPENING = /\{[{%#]|<%|\$\{|%\(/g;

/**
 * Finds the placeholders of a template. In the masked text statements are blanks, and expressions are without characters that mean something
 * to XML, so that the rest reads as if they were not there. Linear.
 */
export function maskPlaceholders(text: string): Masked {
  if (text.search(OPENING) < 0) return { text, placeholders: [] };
  const placeholders = findPlaceholders(text);
  let masked = '';
  let done = 0;
  for (const { range, kind } of placeholders) {
    const written = text.slice(range.start, range.end);
    masked += text.slice(done, range.start);
    masked +=
      kind === 'statement' ? written.replace(/[^\r\n]/g, ' ') : written.replace(/[<>&'"]/g, '_');
    done = range.end;
  }
  return { text: masked + text.slice(done), placeholders };
}

function findPlaceholders(text: string): Placeholder[] {
  const found: Placeholder[] = [];
  const closings = new Map<string, number>();
  let end = 0;
  for (const { 0: open, index: start } of text.matchAll(OPENING)) {
    const form = FORMS[open];
    if (form === undefined || start < end) continue;
    const from = start + open.length;
    let close = closings.get(form.close) ?? -1;
    if (close < from) {
      const next = text.indexOf(form.close, from);
      close = next < 0 ? Infinity : next;
      closings.set(form.close, close);
    }
    if (close - from > form.longest) continue;
    const behind = endOf(text, open, from, close + form.close.length);
    if (behind === undefined) continue;
    end = behind;
    found.push({ range: { start, end }, kind: kindOf(text, open, start, end) });
  }
  return found;
}

/** Where the placeholder ends whose closing was found; undefined if it is none after all. */
function endOf(text: string, open: string, from: number, behind: number): number | undefined {
  if (open === '${') return /[\r\n<>]/.test(text.slice(from, behind)) ? undefined : behind;
  if (open !== '%(') return behind;
  const isName = /^[A-Za-z_][\w.]*\)$/.test(text.slice(from, behind));
  return isName && /[sdifr]/.test(text.charAt(behind)) ? behind + 1 : undefined;
}

function kindOf(text: string, open: string, start: number, end: number): Placeholder['kind'] {
  if (open === '{%' || open === '{#') return 'statement';
  if (open === '<%' && !/[=-]/.test(text.charAt(start + 2))) return 'statement';
  if (open === '<%' && text.charAt(start + 2) === '-' && text.charAt(start + 3) !== '=')
    return 'statement';
  return takesLines(text, start, end) ? 'statement' : 'expression';
}

function takesLines(text: string, start: number, end: number): boolean {
  const before = /(^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, start - 100), start));
  return before && /^[ \t]*($|[\r\n])/.test(text.slice(end, end + 100));
}

/** Those of the placeholders that have a place in common with the range. */
export function placeholdersIn(
  placeholders: readonly Placeholder[],
  range: SourceRange,
): readonly Placeholder[] {
  // Most files are no templates, and everything in them asks.
  if (placeholders.length === 0) return placeholders;
  let low = 0;
  let high = placeholders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placeholders[middle]?.range.end ?? Infinity) <= range.start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while ((placeholders[last]?.range.start ?? Infinity) < range.end) last++;
  return placeholders.slice(low, last);
}
