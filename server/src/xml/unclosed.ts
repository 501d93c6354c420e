import type { Fix } from '../text/finding.ts';
import { lineEnd } from '../text/lineEnd.ts';
import type { SourceRange } from '../text/range.ts';
import { insertion, report, shown } from './problemList.ts';
import type { Nesting } from './nesting.ts';
import { pop } from './nesting.ts';
import type { Reading } from './reading.ts';
import { withoutTrailingSpace } from './scan.ts';
import type { SyntaxElement } from './syntax.ts';
import { tagHead } from './syntax.ts';

/** Ends every open element inside the innermost one that the close tag names. */
export function endUnclosed(
  reading: Reading,
  nesting: Nesting,
  tag: SourceRange & { readonly name: string },
): void {
  let inner: SyntaxElement | undefined;
  for (;;) {
    const parent = nesting.stack.at(-1);
    if (parent === undefined || parent.element.name === tag.name) {
      if (parent !== undefined) parent.element.source.damaged = true;
      if (inner !== undefined) reportUnclosed(reading, inner, tag);
      return;
    }
    const { element } = parent;
    pop(nesting);
    endAt(element, tag.start);
    if (inner !== undefined && isOpenedTwice(element, inner)) {
      reportOpenedTwice(reading, inner, element);
      inner = undefined;
      continue;
    }
    if (inner !== undefined) reportUnclosed(reading, inner, tag);
    inner = element;
  }
}

/** Ends what is still open where reading ends. That is one finding: most likely the text is still being written. */
export function endAtEnd(reading: Reading, nesting: Nesting): void {
  const open = nesting.stack.splice(0);
  const { scan } = reading;
  for (const { element } of open) endAt(element, scan.pos);
  if (reading.stopped) return;
  const elements = open.map((one) => one.element);
  const unclosed = elements[0] === nesting.halfTyped[0]?.element ? elements.slice(1) : elements;
  const innermost = unclosed.at(-1);
  if (innermost === undefined) return;
  const others = unclosed.slice(0, -1);
  const around = others.length === 0 ? '' : `, nor ${aroundIt(others)}`;
  report(
    reading.problems,
    'unclosed-element',
    tagHead(innermost),
    `<${shown(innermost.name)}> is never closed${around}`,
    {
      related: others.slice(-SHOWN_OTHERS).map((element) => ({
        range: tagHead(element),
        message: `<${shown(element.name)}> is not closed either`,
      })),
      fixes: closingFix(reading, unclosed),
    },
  );
}

function aroundIt(others: readonly SyntaxElement[]): string {
  const [only, ...more] = others;
  if (only !== undefined && more.length === 0) return `is <${shown(only.name)}> around it`;
  return `are the ${others.length} elements around it`;
}

const SHOWN_OTHERS = 5;
const MOST_CLOSED = 100;
const WIDEST_INDENT = 200;

function endAt(element: SyntaxElement, end: number): void {
  element.source.damaged = true;
  element.source.whole = { start: element.source.startTag.start, end };
}

/** `<vcpu>4<vcpu>`: both are open, so the second was meant to close the first. */
function isOpenedTwice(outer: SyntaxElement, inner: SyntaxElement): boolean {
  return outer.name === inner.name && inner.source.attributes.size === 0;
}

function reportOpenedTwice(reading: Reading, inner: SyntaxElement, outer: SyntaxElement): void {
  const name = shown(inner.name);
  report(
    reading.problems,
    'unclosed-element',
    tagHead(inner),
    `<${name}> is opened again where it must be closed; write </${name}>`,
    {
      related: [{ range: tagHead(outer), message: `<${name}> is opened here` }],
      fixes: [insertion(`Write </${name}>`, false, inner.source.name.start, '/')],
    },
  );
}

function reportUnclosed(
  reading: Reading,
  element: SyntaxElement,
  by: SourceRange & { readonly name: string },
): void {
  const name = shown(element.name);
  report(
    reading.problems,
    'unclosed-element',
    tagHead(element),
    `<${name}> is not closed before </${shown(by.name)}>; </${name}> is missing`,
    {
      related: [
        { range: { start: by.start, end: by.end }, message: `</${shown(by.name)}> ends it` },
      ],
      fixes: [
        insertion(`Insert </${name}>`, false, closingPlace(reading, element), `</${element.name}>`),
      ],
    },
  );
}

/** Behind the element's text, or behind the last child that is indented deeper than the element itself. */
function closingPlace(reading: Reading, element: SyntaxElement): number {
  const { scan } = reading;
  const { startTag } = element.source;
  const [first] = element.children;
  if (first?.kind === 'text' && /\S/.test(first.value)) {
    scan.steps += first.value.length;
    return withoutTrailingSpace(scan, first.source.range.start, first.source.range.end);
  }
  const indent = indentOf(reading, startTag.start);
  let place = startTag.end;
  for (const child of element.children) {
    if (child.kind === 'text') continue;
    const range = child.kind === 'element' ? child.source.whole : child.source.range;
    const own = indentOf(reading, range.start);
    if (own !== undefined && own.length <= (indent?.length ?? 0)) break;
    place = range.end;
  }
  return place;
}

/** The white space before an offset on its line; undefined if something else stands there, or too much of it. */
function indentOf(reading: Reading, offset: number): string | undefined {
  const { text } = reading.scan;
  let i = offset;
  while (i > 0 && offset - i < WIDEST_INDENT && /[ \t]/.test(text.charAt(i - 1))) i--;
  reading.scan.steps += offset - i + 1;
  return i === 0 || /[\r\n]/.test(text.charAt(i - 1)) ? text.slice(i, offset) : undefined;
}

function closingFix(reading: Reading, unclosed: readonly SyntaxElement[]): readonly Fix[] {
  if (unclosed.length > MOST_CLOSED) return [];
  const { scan } = reading;
  const at = withoutTrailingSpace(scan, 0, scan.pos);
  const newline = lineEnd(scan.text);
  const tags = unclosed.toReversed().map((element) => {
    const indent = indentOf(reading, element.source.startTag.start);
    const ownLine =
      indent !== undefined && element.children.some((node) => node.kind === 'element');
    return `${ownLine ? `${newline}${indent}` : ''}</${element.name}>`;
  });
  const title =
    tags.length === 1
      ? `Insert ${shown((tags[0] ?? '').trim())}`
      : `Insert the ${tags.length} missing close tags`;
  return [insertion(title, false, at, tags.join(''))];
}
