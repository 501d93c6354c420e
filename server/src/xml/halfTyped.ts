import type { Nesting } from './nesting.ts';
import { insertion, report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';
import { afterToken } from './scan.ts';
import type { ElementSource } from './source.ts';
import type { SyntaxElement } from './syntax.ts';

/** Reports every start tag without its `>`; at the end of the text, when it is known which of them a close tag claimed. */
export function reportHalfTyped(reading: Reading, nesting: Nesting): void {
  for (const { element, sureEnd } of nesting.halfTyped) {
    const { source } = element;
    const quote = missingQuote(source);
    const lacks =
      quote === '' ? "'>' or '/>' is missing" : "the closing quote and '>' or '/>' are missing";
    const end = endsInSlash(reading, source) || source.endTag !== undefined ? '>' : '/>';
    const place = quote === '' ? placeOf(reading, element, sureEnd) : source.startTag.end;
    report(
      reading.problems,
      'unterminated-start-tag',
      source.startTag,
      `the start tag <${shown(element.name)} is not ended; ${lacks}`,
      { fixes: [insertion(`Insert ${quote}${end}`, false, place, quote + end)] },
    );
  }
}

/** Where the `>` belongs: before what is text, if the close tag follows at once, else at the tag's end. */
function placeOf(reading: Reading, { name, source }: SyntaxElement, sureEnd: number): number {
  const { startTag, endTag } = source;
  if (endTag?.start !== startTag.end) return startTag.end;
  const closingName = endTag.start + 2;
  if (reading.scan.text.startsWith(name, closingName)) return sureEnd;
  return source.name.start + afterToken(reading.scan, closingName) - closingName;
}

/** The quote that the last value still needs. */
function missingQuote({ attributes, startTag }: ElementSource): string {
  let last;
  for (const attribute of attributes.values()) last = attribute;
  if (last?.value?.range.end !== startTag.end) return '';
  return last.quote;
}

function endsInSlash(reading: Reading, { startTag }: ElementSource): boolean {
  return startTag.end > startTag.start && reading.scan.text.charAt(startTag.end - 1) === '/';
}
