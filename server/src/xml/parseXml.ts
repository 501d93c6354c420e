import type { Problem } from '../text/finding.ts';
import { compareRanges } from '../text/range.ts';
import { findBadCharacters } from './badCharacters.ts';
import { buildDocument } from './document.ts';
import type { XmlLimits } from './limits.ts';
import { XML_LIMITS } from './limits.ts';
import { report } from './problemList.ts';
import { startReading, type Reading } from './reading.ts';
import type { ParsedXml } from './source.ts';
import { readTree } from './tree.ts';

/**
 * Reads any text as XML into one document, and says what is not well-formed in it. Never throws, never recurses,
 * takes time linear in the text's length, evaluates no DTD and no entity beyond the five that XML predefines, and
 * loads nothing.
 *
 * What is half typed is kept as far as it goes. Left out of the document are: attributes without a value, attributes
 * and elements that XML has no place for (a second of the same name, a second root), and text outside of the root.
 * `ElementSource.attributes` still has the attributes without a value. A text without any element has no problems.
 */
export function parseXml(text: string, limits: XmlLimits = XML_LIMITS): ParsedXml {
  const reading = startReading(text.length > limits.length ? '' : text, limits);
  const tree = readTree(reading);
  const document = buildDocument(reading, tree);
  findBadCharacters(reading);
  reportTemplate(reading);
  const { problems, cut } = reading.problems;
  return {
    text,
    document,
    problems: tree.root === undefined ? withoutRoot(text, limits) : problems.toSorted(inOrder),
    elementNames: reading.elementNames,
    nodes: reading.nodes,
    problemsCut: cut,
    hasUnevaluated: reading.unevaluated,
    steps: reading.scan.steps,
  };
}

/** A text without any element is no document that could be put right: nothing is said of its pieces. */
function withoutRoot(text: string, limits: XmlLimits): readonly Problem[] {
  if (text.length <= limits.length) return [];
  const message = `the file has ${text.length} characters; more than ${limits.length} are not checked`;
  return [{ rule: 'xml/too-large', range: { start: 0, end: 0 }, message }];
}

/** One finding for all placeholders, at the first. */
function reportTemplate({ placeholders, commented, problems }: Reading): void {
  const counted = placeholders.filter((one) => !commented.has(one));
  const [first] = counted;
  if (first === undefined) return;
  const message =
    counted.length === 1
      ? 'a placeholder of a template stands here: its value is unknown, and what needs it is not checked'
      : `${counted.length} placeholders of a template stand in the file: their values are unknown, and what needs them is not checked`;
  report(problems, 'template', first.range, message);
}

function inOrder(a: Problem, b: Problem): number {
  return compareRanges(a.range, b.range);
}
