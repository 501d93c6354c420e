import type { Attr, Element, Node } from '@xmldom/xmldom';
import * as xpath from '#xpath';
import type { NodeSet, XPathParsed } from '#xpath';

/** A compiled XPath expression. Compile once, where the module loads: it costs as much as many queries. */
export interface Query {
  readonly expression: string;
  readonly parsed: XPathParsed;
}

/**
 * Compiles an XPath 1.0 expression. Prefer absolute paths: `//*[…]` costs a hundred times as much, and
 * `preceding-sibling` is quadratic.
 * @throws Error when the expression is not XPath: expressions are the program's own, not the user's
 */
export function compile(expression: string): Query {
  return { expression, parsed: xpath.parse(expression) };
}

/** The elements that the query selects, in document order. */
export function selectElements(query: Query, node: Node): Element[] {
  return selectNodes(query, node).filter((found): found is Element => found.nodeType === 1);
}

/** The first of `selectElements`. */
export function selectElement(query: Query, node: Node): Element | undefined {
  return selectElements(query, node)[0];
}

/** The attributes that the query selects, in document order. */
export function selectAttributes(query: Query, node: Node): Attr[] {
  return selectNodes(query, node).filter((found): found is Attr => found.nodeType === 2);
}

/** Nodes of any kind that the query selects, in document order. */
export function selectNodes(query: Query, node: Node): Node[] {
  return query.parsed.select({ node });
}

interface IndexedSet extends NodeSet {
  members?: Set<Node>;
}

/** xpath's own `add` looks through all nodes for the new one, which makes every query quadratic in what it finds. */
xpath.XNodeSet.prototype.add = function (this: IndexedSet, node) {
  const members = (this.members ??= new Set(this.nodes));
  if (members.has(node)) return;
  members.add(node);
  this.nodes.push(node);
  this.size++;
  this.tree = null;
};
