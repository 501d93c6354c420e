import type { Node } from '@xmldom/xmldom';
import * as xpath from '#xpath';
import type { Expression, NodeTest, Value } from '#xpath';
import { everyStep, expressionProblem, selectsNodes } from './queryLimits.ts';

/** A compiled expression of the user's that counts what it does. */
export interface BoundedQuery {
  readonly expression: string;
  readonly parsed: Expression;
  readonly work: Work;
}

/** What a run may still spend: a unit for each node that is looked at or sorted, and for each character of a text that is compared. */
interface Work {
  left: number;
}

/** The work that one run may take; sensible expressions take a third of it on 20,000 nodes. */
export const MOST_WORK = 1_000_000;

const LONGEST = 4_000;

/** Prefixes that expressions may use: libvirt's own namespaces (libvirt docs/formatdomain, drv*.rst). */
export const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['qemu', 'http://libvirt.org/schemas/domain/qemu/1.0'],
  ['lxc', 'http://libvirt.org/schemas/domain/lxc/1.0'],
  ['xen', 'http://libvirt.org/schemas/domain/xen/1.0'],
  ['bhyve', 'http://libvirt.org/schemas/domain/bhyve/1.0'],
  ['libosinfo', 'http://libosinfo.org/xmlns/libvirt/domain/1.0'],
]);

/**
 * Compiles an XPath 1.0 expression that the user wrote. `nodes`: it must select nodes; `any`: any value will do.
 * @returns the query, or why the expression is refused: it is no XPath, or not bounded (`expressionProblem`)
 */
export function compileBounded(
  expression: string,
  kind: 'nodes' | 'any',
): BoundedQuery | { readonly problem: string } {
  if (expression.trim() === '') return { problem: 'it is empty' };
  if (expression.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters` };
  let parsed: Expression;
  try {
    parsed = xpath.parse(expression).expression.expression;
  } catch (error) {
    return { problem: `it is no XPath 1.0${reason(error)}` };
  }
  const problem = expressionProblem(parsed, new Set(PREFIXES.keys()));
  if (problem !== undefined) return { problem };
  if (kind === 'nodes' && !selectsNodes(parsed))
    return {
      problem: 'it selects no nodes; a condition is written as a predicate: /domain[condition]',
    };
  const work = { left: MOST_WORK };
  for (const step of everyStep(parsed))
    step.nodeTest = counting(step.nodeTest, work, step.predicates.length > 0 ? SORTING : 1);
  return { expression, parsed, work };
}

/**
 * The nodes that the query selects, in document order. Absolute paths begin at `root` where it is given, else at the document.
 * undefined when it would take more than `MOST_WORK`.
 * @throws Error when XPath cannot evaluate it on this document
 */
export function selectBounded(query: BoundedQuery, node: Node, root?: Node): Node[] | undefined {
  return bounded(query, node, root, (value) => value.toArray?.() ?? []);
}

/**
 * The text of what the query selects, as XPath's `string()`. undefined when it would take more than `MOST_WORK`.
 * @throws Error when XPath cannot evaluate it on this document
 */
export function stringBounded(query: BoundedQuery, node: Node, root?: Node): string | undefined {
  return bounded(query, node, root, (value) => value.stringValue());
}

class OutOfWork extends Error {}

/** What the run under way may spend on texts. Set by `bounded` alone, for as long as it runs. */
let current: Work | undefined;

function bounded<T>(
  { parsed, work }: BoundedQuery,
  node: Node,
  root: Node | undefined,
  take: (value: Value) => T,
): T | undefined {
  const context = new xpath.XPathContext();
  context.namespaceResolver = { getNamespace: (prefix) => PREFIXES.get(prefix) ?? null };
  context.contextNode = context.expressionContextNode = node;
  context.contextSize = context.contextPosition = 1;
  context.caseInsensitive = false;
  context.virtualRoot = root ?? null;
  work.left = MOST_WORK;
  current = work;
  try {
    return take(parsed.evaluate(context));
  } catch (error) {
    if (error instanceof OutOfWork) return undefined;
    throw error;
  } finally {
    current = undefined;
  }
}

function spend(work: Work, units: number): void {
  work.left -= units;
  if (work.left < 0) throw new OutOfWork();
}

/** xpath sorts nodes before it asks a predicate of them: by so many comparisons each, with 20,000 of them. */
const SORTING = 16;

/** The test, which takes work for each node that it is asked of, and more for one that it lets pass. */
function counting(test: NodeTest, work: Work, passing: number): NodeTest {
  return {
    matches: (node, context) => {
      spend(work, 1);
      const matches = test.matches(node, context);
      if (matches) spend(work, passing - 1);
      return matches;
    },
  };
}

/** What the parser's message adds; of its inner errors nothing. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return message === '' || message.length > 200 ? '' : ` (${message})`;
}

const { stringForNode } = xpath.XNodeSet.prototype;

xpath.XNodeSet.prototype.stringForNode = function (node) {
  const text = stringForNode.call(this, node);
  if (current !== undefined) spend(current, 1 + (text?.length ?? 0));
  return text;
};

const applySteps = xpath.PathExpr.applySteps.bind(xpath.PathExpr);

/** xpath keeps a node as often as it is reached, so that `*` and `..` repeated multiplies without end: here each step yields it once. */
xpath.PathExpr.applySteps = function (steps, context, nodes) {
  return steps.reduce<Node[]>(
    (from, step) => [...new Set(applySteps([step], context, from))],
    [...nodes],
  );
};
