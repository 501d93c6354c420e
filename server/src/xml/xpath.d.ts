// The part of `xpath` that this project uses, over xmldom's nodes: the package's own types bring the browser's DOM in.
import type { Node } from '@xmldom/xmldom';

export interface XPathParsed {
  select(options: {
    node: Node;
    namespaces?: Readonly<Record<string, string>>;
    variables?: Readonly<Record<string, string | number | boolean>>;
  }): Node[];
  evaluateString(options: { node: Node }): string;
}
/** A set of nodes while a query is evaluated. */
export interface NodeSet {
  readonly nodes: Node[];
  size: number;
  /** The nodes in order, made when asked for; null when it is out of date. */
  tree: unknown;
}
export const XNodeSet: { readonly prototype: { add: (this: NodeSet, node: Node) => void } };
export function parse(expression: string): XPathParsed;
