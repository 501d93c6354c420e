import type { Node } from '@xmldom/xmldom';
import { compileBounded, stringBounded, type BoundedQuery } from '../xml/boundedQuery.ts';

/** A piece of a house rule's message: plain text, or an expression whose value takes its place. */
export type MessagePart = string | BoundedQuery;

const LONGEST_VALUE = 200;
const LONGEST_MESSAGE = 1_000;
const MOST_EXPRESSIONS = 20;

/** Reads `… {@nodeset} …`. A brace itself is written twice. */
export function compileMessage(
  text: string,
): { readonly parts: readonly MessagePart[] } | { readonly problem: string } {
  if (text.trim() === '') return { problem: 'the message is empty' };
  if (text.length > LONGEST_MESSAGE)
    return { problem: `the message is longer than ${LONGEST_MESSAGE} characters` };
  const parts: MessagePart[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const unit = text.charAt(at);
    if ((unit === '{' || unit === '}') && text.charAt(at + 1) === unit) {
      plain += unit;
      at += 2;
    } else if (unit === '}') {
      return { problem: "a '}' has no '{' before it; as a character it is written '}}'" };
    } else if (unit === '{') {
      const end = closingBrace(text, at + 1);
      if (end < 0)
        return { problem: "a '{' has no '}' behind it; as a character it is written '{{'" };
      const expression = text.slice(at + 1, end);
      const query = compileBounded(expression, 'any');
      if ('problem' in query) return { problem: `'{${expression}}' is not run: ${query.problem}` };
      parts.push(plain, query);
      plain = '';
      at = end + 1;
    } else {
      plain += unit;
      at++;
    }
  }
  parts.push(plain);
  return parts.length > 2 * MOST_EXPRESSIONS + 1
    ? { problem: `the message has more than ${MOST_EXPRESSIONS} expressions` }
    : { parts };
}

/** The next `}` that stands in no quotes of an expression; -1 when there is none. */
function closingBrace(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const unit = text.charAt(at);
    if (quote !== '') quote = unit === quote ? '' : quote;
    else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '}') return at;
  }
  return -1;
}

/**
 * The message for one node. A value is cut where it is long, and `…` stands for one that would take too much work.
 * @throws Error when XPath cannot evaluate an expression on this document
 */
export function messageFor(parts: readonly MessagePart[], node: Node, root?: Node): string {
  const written = parts.map((part) =>
    typeof part === 'string'
      ? part
      : cut((stringBounded(part, node, root) ?? '…').trim(), LONGEST_VALUE),
  );
  return cut(written.join(''), LONGEST_MESSAGE);
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
  return `${text.slice(0, end)}…`;
}
