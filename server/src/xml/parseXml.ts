import { findBadCharacters } from './badCharacters.ts';
import { buildDocument } from './document.ts';
import type { XmlLimits } from './limits.ts';
import { XML_LIMITS } from './limits.ts';
import { report } from './problemList.ts';
import type { Reading } from './reading.ts';
import { startReading } from './reading.ts';
import type { ParsedXml } from './source.ts';
import { readTree } from './tree.ts';

/**
 * Reads any text as XML into one document, and says what is not well-formed in it. Never throws, never recurses,
 * takes time linear in the text's length, evaluates no DTD and no entity beyond the five that XML predefines, and
 * loads nothing.
 *
 * What is half typed is kept as far as it goes. Left out of the document are: attributes without a value, attributes
 * and elements that XML has no place for (a second of the same name, a second root), and text outside of the root.
 * `ElementSource.attributes` still has the attributes without a value.
 */
export function parseXml(text: string, limits: XmlLimits = XML_LIMITS): ParsedXml {
  const tooLarge = text.length > limits.length;
  const reading = startReading(tooLarge ? '' : text, limits);
  if (tooLarge) {
    const message = `the file has ${text.length} characters; more than ${limits.length} are not checked`;
    report(reading.problems, 'too-large', { start: 0, end: 0 }, message);
  }
  const tree = readTree(reading);
  const document = buildDocument(reading, tree);
  if (tree.root === undefined) keepOnlyWhatMatters(reading, tooLarge);
  else findBadCharacters(reading);
  const { problems, cut } = reading.problems;
  problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return {
    text,
    document,
    problems,
    problemsCut: cut,
    hasUnevaluated: reading.unevaluated,
    steps: reading.scan.steps,
  };
}

/** A text without any element has one thing to be told; what its pieces look like to XML is no news. */
function keepOnlyWhatMatters(reading: Reading, tooLarge: boolean): void {
  const { problems } = reading.problems;
  const kept = problems.filter(({ rule }) => KEPT_WITHOUT_ROOT.has(rule));
  reading.problems.cut = false;
  problems.splice(0, problems.length, ...kept);
  if (tooLarge || kept.some(({ rule }) => rule !== 'xml/doctype')) return;
  const { text } = reading.scan;
  const first = text.search(/\S/);
  const start = Math.max(first, 0);
  const stop = text.slice(start, start + LONGEST_UNDERLINE).search(/[\r\n]/);
  const end =
    first < 0 ? start : stop < 0 ? Math.min(text.length, start + LONGEST_UNDERLINE) : start + stop;
  report(
    reading.problems,
    'missing-root',
    { start, end },
    'there is no element here; a libvirt domain begins with <domain>',
  );
}

const LONGEST_UNDERLINE = 200;

const KEPT_WITHOUT_ROOT: ReadonlySet<string> = new Set([
  'xml/doctype',
  'xml/too-large',
  'xml/too-many-nodes',
  'xml/unclosed-cdata',
  'xml/unclosed-comment',
  'xml/unclosed-doctype',
  'xml/unclosed-pi',
]);
