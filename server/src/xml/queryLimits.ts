import * as xpath from '#xpath';
import type { Expression, Step } from '#xpath';

/** More steps than anyone writes by hand. */
const MOST_STEPS = 100;

/**
 * Why an expression of the user's is not run; undefined if it may be. What is refused takes more than linear time by its shape, or
 * would fail on every document: sibling, preceding and following axes, `//` in a predicate, more than 100 steps, functions
 * that XPath 1.0 does not have, variables, prefixes beyond `prefixes`. Looks at the parsed expression and nothing else.
 */
export function expressionProblem(
  root: Expression,
  prefixes: ReadonlySet<string>,
): string | undefined {
  let steps = 0;
  const waiting: Part[] = [{ expression: root, inPredicate: false }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const problem = misuse(part.expression);
    if (problem !== undefined) return problem;
    for (const step of stepsOf(part.expression)) {
      if (++steps > MOST_STEPS) return `it has more than ${MOST_STEPS} steps`;
      const refused = stepProblem(step, part.inPredicate, prefixes);
      if (refused !== undefined) return refused;
    }
    waiting.push(...partsOf(part));
  }
  return undefined;
}

/** Whether an expression gives nodes, and not a text, a number or a truth. */
export function selectsNodes(expression: Expression): boolean {
  if (expression instanceof xpath.BarOperation) return true;
  if (!(expression instanceof xpath.PathExpr)) return false;
  const { filter, filterPredicates = [], locationPath } = expression;
  if (filter === undefined || locationPath !== undefined || filterPredicates.length > 0)
    return true;
  return selectsNodes(filter);
}

/** All steps of an expression, those in predicates included. */
export function everyStep(root: Expression): Step[] {
  const found: Step[] = [];
  const waiting: Part[] = [{ expression: root, inPredicate: false }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    found.push(...stepsOf(part.expression));
    waiting.push(...partsOf(part));
  }
  return found;
}

interface Part {
  readonly expression: Expression;
  readonly inPredicate: boolean;
}

function stepsOf(expression: Expression): readonly Step[] {
  return expression instanceof xpath.PathExpr ? (expression.locationPath?.steps ?? []) : [];
}

function partsOf({ expression, inPredicate }: Part): Part[] {
  const parts = (expressions: readonly Expression[], within: boolean): Part[] =>
    expressions.map((inner) => ({ expression: inner, inPredicate: within }));
  if (expression instanceof xpath.PathExpr) {
    const { filter, filterPredicates = [] } = expression;
    const predicates = stepsOf(expression).flatMap((step) => step.predicates);
    return [
      ...parts(filter === undefined ? [] : [filter], inPredicate),
      ...parts([...filterPredicates, ...predicates], true),
    ];
  }
  if (expression instanceof xpath.FunctionCall) return parts(expression.arguments, inPredicate);
  const { lhs, rhs } = expression as { lhs?: Expression; rhs?: Expression };
  return parts(
    [lhs, rhs].filter((side) => side !== undefined),
    inPredicate,
  );
}

const { Step: axes } = xpath;

const SIDEWAYS: ReadonlySet<number> = new Set([
  axes.FOLLOWING,
  axes.FOLLOWINGSIBLING,
  axes.PRECEDING,
  axes.PRECEDINGSIBLING,
]);

function stepProblem(
  { axis, nodeTest }: Step,
  inPredicate: boolean,
  prefixes: ReadonlySet<string>,
): string | undefined {
  const name = axes.STEPNAMES[axis] ?? '';
  if (SIDEWAYS.has(axis))
    return `it uses the axis '${name}', which is slow on large documents; go up with '..' and down again`;
  if (axis === axes.NAMESPACE) return "it uses the axis 'namespace', which has no place in a text";
  if (inPredicate && (axis === axes.DESCENDANT || axis === axes.DESCENDANTORSELF))
    return `it looks for descendants ('//') inside a predicate, which is slow on large documents; name the path instead`;
  const { prefix } = nodeTest;
  if (typeof prefix !== 'string' || prefix === '' || prefixes.has(prefix)) return undefined;
  return `it uses the prefix '${prefix}', of which nothing is known; known are ${[...prefixes].join(', ')}, and local-name() serves for others`;
}

/** XPath 1.0's functions with the least and the greatest number of arguments. Those for DTDs (`id`, `lang`) are left out. */
const FUNCTIONS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  last: [0, 0],
  position: [0, 0],
  count: [1, 1],
  'local-name': [0, 1],
  'namespace-uri': [0, 1],
  name: [0, 1],
  string: [0, 1],
  concat: [2, Infinity],
  'starts-with': [2, 2],
  contains: [2, 2],
  'substring-before': [2, 2],
  'substring-after': [2, 2],
  substring: [2, 3],
  'string-length': [0, 1],
  'normalize-space': [0, 1],
  translate: [3, 3],
  boolean: [1, 1],
  not: [1, 1],
  true: [0, 0],
  false: [0, 0],
  number: [0, 1],
  sum: [1, 1],
  floor: [1, 1],
  ceiling: [1, 1],
  round: [1, 1],
};

const OF_NODES: ReadonlySet<string> = new Set([
  'count',
  'sum',
  'local-name',
  'namespace-uri',
  'name',
]);

/** What would fail on every document: wrong functions, and operations on nodes that get none. */
function misuse(expression: Expression): string | undefined {
  if (expression instanceof xpath.VariableReference)
    return `it uses the variable '$${expression.variable}', but there are none`;
  if (expression instanceof xpath.FunctionCall) return functionProblem(expression);
  if (expression instanceof xpath.BarOperation)
    return selectsNodes(expression.lhs) && selectsNodes(expression.rhs)
      ? undefined
      : "'|' joins paths, but one side of it selects no nodes";
  if (!(expression instanceof xpath.PathExpr)) return undefined;
  const { filter, filterPredicates = [], locationPath } = expression;
  const goesOn = filterPredicates.length > 0 || locationPath !== undefined;
  return filter !== undefined && goesOn && !selectsNodes(filter)
    ? 'a path or a predicate follows something that selects no nodes'
    : undefined;
}

function functionProblem(call: xpath.FunctionCall): string | undefined {
  const { functionName: name, arguments: given } = call;
  const bounds = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (bounds === undefined) return `it calls '${name}()', which XPath 1.0 does not have here`;
  if (given.length < bounds[0] || given.length > bounds[1])
    return `it gives '${name}()' ${given.length} arguments; ${argumentsText(bounds)}`;
  if (OF_NODES.has(name) && given.some((argument) => !selectsNodes(argument)))
    return `it gives '${name}()' something that selects no nodes`;
  return undefined;
}

function argumentsText([least, most]: readonly [number, number]): string {
  if (most === Infinity) return `it takes at least ${least}`;
  return least === most ? `it takes ${least}` : `it takes ${least} to ${most}`;
}
