import type { Document, Element } from '@xmldom/xmldom';
import type { Analysis } from '../analysis/analyze.ts';
import { REASON_TO_WRITE } from '../analysis/directives.ts';
import { indentOf } from '../domain/edit.ts';
import { lineEnd } from '../text/lineEnd.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Finding } from '../text/finding.ts';
import { sourceOf } from '../xml/source.ts';
import { childElements } from '../xml/walk.ts';

/**
 * The edit that writes a comment above the element in which something was found, so that the finding is suppressed and nothing around
 * it; undefined where no such comment can help: outside of elements, far below the start tag, or where the XML itself is broken.
 */
export function suppression({ text, parsed }: Analysis, finding: Finding): TextEdit | undefined {
  const { rule, range } = finding;
  if (/^(xml|suppression|house-rules)\//.test(rule)) return undefined;
  const around = elementsAt(parsed.document, range.start);
  const innermost = around.at(-1);
  if (innermost === undefined || !isReached(text, innermost, range.start)) return undefined;
  const lineStart = startOfLine(text, sourceOf(innermost).whole.start);
  const first = around.find((element) => sourceOf(element).whole.start >= lineStart) ?? innermost;
  const { start } = sourceOf(first).whole;
  const comment = `<!-- libvirt-xml-disable-next-line ${rule}: ${REASON_TO_WRITE} -->`;
  const before = text.slice(lineStart, start);
  const newline = lineEnd(text);
  if (/^[ \t]*$/.test(before))
    return {
      range: { start: lineStart, end: lineStart },
      newText: `${before}${comment}${newline}`,
    };
  return { range: { start, end: start }, newText: `${comment}${newline}${indentOf(text, start)}` };
}

/** The elements that hold the place, from the root on. */
function elementsAt(document: Document, offset: number): Element[] {
  const found: Element[] = [];
  let children = childElements(document);
  for (;;) {
    const holder = children.find((child) => {
      const { whole } = sourceOf(child);
      return whole.start <= offset && offset < whole.end;
    });
    if (holder === undefined) return found;
    found.push(holder);
    children = childElements(holder);
  }
}

/** Whether a comment above the element's line reaches so far. */
function isReached(text: string, element: Element, offset: number): boolean {
  const { startTag } = sourceOf(element);
  if (offset <= startTag.end || childElements(element).length === 0) return true;
  return !/[\r\n]/.test(text.slice(startTag.start, offset));
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
