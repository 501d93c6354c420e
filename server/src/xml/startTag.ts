import type { SourceRange } from '../text/range.ts';
import { startFound } from './attribute.ts';
import { readAttributes } from './attributes.ts';
import { checkName } from './names.ts';
import { placeholdersIn } from './placeholders.ts';
import { report, shown } from './problemList.ts';
import type { Nesting } from './nesting.ts';
import { addElement, addHalfTyped } from './nesting.ts';
import type { Reading } from './reading.ts';
import { countNode } from './reading.ts';
import { afterToken } from './scan.ts';
import type { AttributeSource } from './source.ts';
import type { SyntaxElement } from './syntax.ts';

const NO_ATTRIBUTES: ReadonlyMap<string, AttributeSource> = new Map();

/** Reads a start tag at the scan's place, where a `<` and a name stand, and opens its element. */
export function readStartTag(reading: Reading, nesting: Nesting): void {
  const { scan } = reading;
  const start = scan.pos;
  const name = { start: start + 1, end: afterToken(scan, start + 1) };
  const written = scan.text.slice(name.start, name.end);
  if (nesting.root !== undefined && nesting.stack.length === 0) {
    const message = `<${shown(written)}> would be a second root element; what follows the first is not read`;
    report(reading.problems, 'second-root', { start, end: name.end }, message);
    reading.stopped = true;
    return;
  }
  if (!countNode(reading, start)) return;
  const proper = checkName(reading, name);
  const found = startFound(reading, name.end);
  const ending = readAttributes(reading, found);
  const tag = { start, end: scan.pos };
  const element: SyntaxElement = {
    kind: 'element',
    name: written,
    proper,
    attributes: found.list,
    children: [],
    source: {
      startTag: tag,
      name,
      selfClosing: ending === 'empty',
      endTag: undefined,
      whole: tag,
      attributes: found.sources ?? NO_ATTRIBUTES,
      damaged: false,
      halfTyped: ending === 'unterminated',
      templated: isTemplated(reading, tag, found.sources ?? NO_ATTRIBUTES),
    },
  };
  if (ending === 'unterminated') addHalfTyped(reading, nesting, element, found.sureEnd);
  else addElement(reading, nesting, element, ending === 'open');
}

/** Whether a placeholder stands in the tag, but in no value. */
function isTemplated(
  reading: Reading,
  tag: SourceRange,
  attributes: ReadonlyMap<string, AttributeSource>,
): boolean {
  const inTag = placeholdersIn(reading.placeholders, tag);
  if (inTag.length === 0) return false;
  const inValues = [...attributes.values()].flatMap(({ value }) =>
    value === undefined ? [] : placeholdersIn(inTag, value.range),
  );
  return new Set(inValues).size < inTag.length;
}
