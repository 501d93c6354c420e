import type { Element, Node } from '@xmldom/xmldom';
import { RULES } from '../../server/src/rules/all.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { sourceOf, type ParsedXml } from '../../server/src/xml/source.ts';
import { isElement } from '../../server/src/xml/walk.ts';
import { marksOf, printMarks, readMarks } from '../harness/marks.ts';

/** The text with everything that the parser finds in it marked under the lines; marks in the text are left out. */
export function pictureOf(marked: string): string {
  const read = readMarks(marked);
  const { problems } = parseXml(read.text);
  return printMarks(read, marksOf(read, problems.map(withSeverity)));
}

/**
 * The tree, one node a line: names, attributes, other content in quotes. Behind an element: `open` without a close tag,
 * `damaged`, `half typed`. White space between elements is left out.
 */
export function treeOf({ document }: Pick<ParsedXml, 'document'>): string {
  const lines: string[] = [];
  const waiting = [...document.childNodes].reverse().map((node) => ({ node, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (!isElement(node) && /^\s*$/.test(node.nodeValue ?? '')) continue;
    lines.push('  '.repeat(depth) + (isElement(node) ? elementLine(node) : leafLine(node)));
    for (const child of [...node.childNodes].reverse())
      waiting.push({ node: child, depth: depth + 1 });
  }
  return lines.map((line) => `${line}\n`).join('');
}

function withSeverity<P extends ParsedXml['problems'][number]>(problem: P) {
  const rule = RULES.find(({ id }) => id === problem.rule);
  if (rule === undefined) throw new Error(`there is no rule ${problem.rule}`);
  return { ...problem, severity: problem.severity ?? rule.severity };
}

function elementLine(element: Element): string {
  const { endTag, selfClosing, damaged, halfTyped } = sourceOf(element);
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${value}"`);
  const states = [
    endTag === undefined && !selfClosing && !halfTyped ? ' open' : '',
    damaged ? ' damaged' : '',
    halfTyped ? ' half typed' : '',
  ];
  return element.tagName + attributes.join('') + states.join('');
}

function leafLine(node: Node): string {
  const name = node.nodeType === 3 ? '' : `${node.nodeName} `;
  return name + JSON.stringify(node.nodeValue);
}
