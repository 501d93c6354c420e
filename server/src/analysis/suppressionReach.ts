import type { Node } from '@xmldom/xmldom';
import type { SourceRange } from '../text/range.ts';
import { contentSource, sourceOf } from '../xml/source.ts';
import { childElements, isElement } from '../xml/walk.ts';
import type { Directive } from './directives.ts';

/**
 * Where a comment suppresses findings of a rule: those that begin there. `disable-file`: everywhere; `disable`: behind the comment, to
 * the next comment that enables the rule, or the end; `disable-next-line`: in the line that follows, blank lines and other comments left
 * out, and in the whole start tags that begin in it; elements without children count whole.
 */
export function reachOf(
  { comment, range, command }: Directive,
  rule: string,
  directives: readonly Directive[],
  text: string,
): SourceRange {
  if (command === 'disable-file') return { start: 0, end: text.length };
  const start = range.end;
  if (command === 'disable') {
    const end = directives.find(
      (other) =>
        other.command === 'enable' &&
        other.range.start >= start &&
        (other.rules.length === 0 || other.rules.some(({ id }) => id === rule)),
    );
    return { start, end: end?.range.start ?? text.length };
  }
  return { start, end: endOfNextLine(comment, start, text) };
}

function endOfNextLine(comment: Node, start: number, text: string): number {
  let node = comment.nextSibling;
  while (node !== null && isSkipped(node)) node = node.nextSibling;
  const at = node === null ? afterBlank(text, start) : startOf(node, text, start);
  let end = lineEnd(text, at);
  for (; node !== null && startOf(node, text, start) <= end; node = node.nextSibling)
    end = Math.max(end, endOfTags(node, end));
  return end;
}

const TEXT = 3;
const INSTRUCTION = 7;
const COMMENT = 8;

function isSkipped(node: Node): boolean {
  const { nodeType, nodeValue } = node;
  if (nodeType === COMMENT || nodeType === INSTRUCTION) return true;
  return nodeType === TEXT && (nodeValue ?? '').trim() === '';
}

function startOf(node: Node, text: string, otherwise: number): number {
  if (isElement(node)) return sourceOf(node).whole.start;
  const start = contentSource(node)?.range.start ?? otherwise;
  return node.nodeType === TEXT ? afterBlank(text, start) : start;
}

/** The end of an element's start tag, and of its descendants' that begin before `end`; of one without children, its own end. */
function endOfTags(node: Node, end: number): number {
  let last = end;
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isElement(next)) continue;
    const { startTag, whole } = sourceOf(next);
    if (startTag.start > end) continue;
    const children = childElements(next);
    last = Math.max(last, children.length === 0 ? whole.end : startTag.end);
    if (startTag.end <= end) waiting.push(...children);
  }
  return last;
}

function afterBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? text.length;
}
