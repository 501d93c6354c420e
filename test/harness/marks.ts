// A mark is a comment alone on its line that says what is found on the nearest line above that is no mark:
//
//     <memory mode='prefered' nodeset='0'/>
//     <!--          ^^^^^^^^ error numatune/bad-mode: message -->
//
// The carets stand under the range; `|` is an empty range before its column; a range over several lines is marked to the end of
// its first. Where the range begins too far left for carets: `<!-- @3-7 error rule: message -->`, columns from 0, end exclusive.
import { SEVERITIES, type Finding, type Severity } from '../../server/src/text/finding.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';

/** A finding, or the expectation of one, on one line of a text. */
export interface Mark {
  /** Index among the lines of the marked text, mark lines included. */
  readonly line: number;
  /** UTF-16 columns on that line, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

export interface MarkedText {
  /** The text with mark lines blanked: every offset is as in the marked text. */
  readonly text: string;
  /** The text without the mark lines. */
  readonly clean: string;
  readonly marks: readonly Mark[];
  /** The lines that are marks. */
  readonly markLines: ReadonlySet<number>;
}

/** Takes the marks out of a text. @throws for a comment that begins like a mark and is none */
export function readMarks(marked: string): MarkedText {
  const lines = marked.split('\n');
  const marks: Mark[] = [];
  const markLines = new Set<number>();
  let subject = -1;
  for (const [index, line] of lines.entries()) {
    const match = MARK.exec(line);
    if (match?.groups === undefined) {
      if (ALMOST.test(line)) throw new Error(`not a mark that can be read: ${line.trim()}`);
      subject = index;
      continue;
    }
    if (subject < 0) throw new Error(`a mark without a line above: ${line.trim()}`);
    const { place = '', severity, rule = '', message = '' } = match.groups;
    const start = line.indexOf(place);
    const columns = columnsOf(place, start);
    marks.push({ line: subject, ...columns, severity: severity as Severity, rule, message });
    markLines.add(index);
  }
  const blanked = lines.map((line, index) =>
    markLines.has(index) ? line.replace(/[^\r]/g, ' ') : line,
  );
  const kept = lines.filter((_, index) => !markLines.has(index));
  return { text: blanked.join('\n'), clean: kept.join('\n'), marks, markLines };
}

const MARK = new RegExp(
  String.raw`^\s*<!--\s*(?<place>\^+|\||@\d+-\d+|@end)\s+(?<severity>${SEVERITIES.join('|')})\s+(?<rule>[a-z0-9-]+/[a-z0-9-]+): (?<message>.*?)\s*-->\s*$`,
);
const ALMOST = /^\s*<!--\s*(?:\^+(?:\s|-->)|\|\s|@\d|@end)/;

function columnsOf(place: string, start: number): { start: number; end: number } {
  if (place === '@end') return { start: Infinity, end: Infinity };
  if (place === '|') return { start, end: start };
  if (place.startsWith('^')) return { start, end: start + place.length };
  const [from = 0, to = 0] = place.slice(1).split('-').map(Number);
  return { start: from, end: to };
}

/**
 * What was found as marks under the lines of the text, ready to be pasted into a page. Mark lines of the text are left out:
 * what was found on one of them is told at the line above.
 */
export function printMarks(marked: MarkedText, marks: readonly Mark[]): string {
  const byLine = new Map<number, Mark[]>();
  for (const mark of marks) byLine.set(mark.line, [...(byLine.get(mark.line) ?? []), mark]);
  const printed: string[] = [];
  for (const [index, line] of marked.text.split('\n').entries()) {
    if (!marked.markLines.has(index)) printed.push(line);
    const here = (byLine.get(index) ?? []).sort(compareMarks);
    printed.push(...here.map((mark) => printMark(line, mark)));
  }
  return printed.join('\n');
}

function compareMarks(a: Mark, b: Mark): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return a.end - b.end;
  return `${a.rule} ${a.message}` < `${b.rule} ${b.message}` ? -1 : 1;
}

function printMark(line: string, { start, end, severity, rule, message }: Mark): string {
  const told = `${severity} ${rule}: ${message} -->`;
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  if (start === Infinity) return `${' '.repeat(indent)}<!-- @end ${told}`;
  if (start < SHORTEST) return `${' '.repeat(indent)}<!-- @${start}-${end} ${told}`;
  const comment = `${' '.repeat(Math.min(indent, start - SHORTEST))}<!--`;
  const carets = start === end ? '|' : '^'.repeat(end - start);
  return `${comment.padEnd(start)}${carets} ${told}`;
}

/** `<!-- ` before the first caret. */
const SHORTEST = 5;

/** Findings as marks of the text that they were found in. */
export function marksOf(
  marked: MarkedText,
  findings: readonly Pick<Finding, 'range' | 'severity' | 'rule' | 'message'>[],
): readonly Mark[] {
  const index = new LineIndex(marked.text);
  const lines = marked.text.split('\n');
  return findings.map(({ range, severity, rule, message }) => {
    const { line, character: start } = index.positionAt(range.start);
    const length = lines[line]?.replace(/\r$/, '').length ?? 0;
    if (
      marked.markLines.has(line) ||
      (range.start === marked.text.length && line > 0 && length === 0)
    )
      return {
        line: subjectOf(marked, line),
        start: Infinity,
        end: Infinity,
        severity,
        rule,
        message,
      };
    const end = Math.max(start, Math.min(length, start + range.end - range.start));
    return { line, start, end, severity, rule, message };
  });
}

/** The nearest line at or above that a mark can tell of. */
function subjectOf(marked: MarkedText, line: number): number {
  const lines = marked.text.split('\n');
  let subject = line;
  while (subject > 0 && (marked.markLines.has(subject) || lines[subject] === '')) subject--;
  return subject;
}
