import type { Nesting } from './nesting.ts';
import { insertion, report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';
import type { ElementSource } from './source.ts';

/** Reports every start tag without its `>`; at the end of the text, when it is known which of them a close tag claimed. */
export function reportHalfTyped(reading: Reading, nesting: Nesting): void {
  for (const { name, source } of nesting.halfTyped) {
    const quote = missingQuote(source);
    const lacks =
      quote === '' ? "'>' or '/>' is missing" : "the closing quote and '>' or '/>' are missing";
    const end = endsInSlash(reading, source) || source.endTag !== undefined ? '>' : '/>';
    report(
      reading.problems,
      'unterminated-start-tag',
      source.startTag,
      `the start tag <${shown(name)} is not ended; ${lacks}`,
      { fixes: [insertion(`Insert ${quote}${end}`, false, source.startTag.end, quote + end)] },
    );
  }
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
