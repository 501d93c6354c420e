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
export function parse(expression: string): XPathParsed;
