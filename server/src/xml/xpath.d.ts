// The part of `xpath` that this project uses, over xmldom's nodes: the package's own types bring the browser's DOM in.
import type { Node } from '@xmldom/xmldom';

export interface XPathParsed {
  /** What was parsed; its own `expression` is the tree. */
  readonly expression: { readonly expression: Expression };
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
export const XNodeSet: {
  readonly prototype: {
    add: (this: NodeSet, node: Node) => void;
    stringForNode: (this: NodeSet, node: Node) => string | null | undefined;
  };
};
export function parse(expression: string): XPathParsed;

/** A value while an expression is evaluated. */
export interface Value {
  stringValue(): string;
  /** Of sets of nodes only. */
  toArray?(): Node[];
}
/** A part of an expression's tree. */
export interface Expression {
  evaluate(context: XPathContext): Value;
}
export class XPathContext {
  namespaceResolver: { getNamespace: (prefix: string, node: Node) => string | null };
  contextNode: Node;
  expressionContextNode: Node;
  contextSize: number;
  contextPosition: number;
  caseInsensitive: boolean;
  /** What absolute paths begin at, instead of the document. */
  virtualRoot: Node | null;
}
export interface NodeTest {
  matches(node: Node, context: XPathContext): boolean;
  /** Of names with a prefix. */
  readonly prefix?: string | null;
}
export interface Step {
  readonly axis: number;
  nodeTest: NodeTest;
  readonly predicates: readonly Expression[];
}
export const Step: {
  readonly DESCENDANT: number;
  readonly DESCENDANTORSELF: number;
  readonly FOLLOWING: number;
  readonly FOLLOWINGSIBLING: number;
  readonly NAMESPACE: number;
  readonly PRECEDING: number;
  readonly PRECEDINGSIBLING: number;
  readonly STEPNAMES: Readonly<Record<number, string>>;
};
export class PathExpr implements Expression {
  readonly filter?: Expression;
  readonly filterPredicates?: readonly Expression[];
  readonly locationPath?: { readonly absolute: boolean; readonly steps: readonly Step[] };
  evaluate(context: XPathContext): Value;
  static applySteps(steps: readonly Step[], context: XPathContext, nodes: readonly Node[]): Node[];
}
export class BarOperation implements Expression {
  readonly lhs: Expression;
  readonly rhs: Expression;
  evaluate(context: XPathContext): Value;
}
export class FunctionCall implements Expression {
  readonly functionName: string;
  readonly arguments: readonly Expression[];
  evaluate(context: XPathContext): Value;
}
export class VariableReference implements Expression {
  readonly variable: string;
  evaluate(context: XPathContext): Value;
}
