import { withAttributes } from './allowedAt.ts';
import type { Grammar } from './grammar.ts';
import { attributed, valued } from './pattern/derive.ts';
import { expectedValues } from './pattern/expected.ts';
import type { Pattern } from './pattern/pattern.ts';
import type { SchemaProblem } from './problem.ts';
import { attributesOf, nameOf, problemsWith, type Budget, type Change } from './walk.ts';

const MOST_TRIED = 24;

/**
 * The ways to write the attributes that an element lacks, or the one whose value is bad, in the schema's order: each with values that the
 * schema lists, and such that the element has fewer problems then. None where the schema leaves a value open, where one of several attributes
 * is missing, or where nothing is left of the budget.
 */
export function attributesToWrite(
  grammar: Grammar,
  problem: SchemaProblem,
  budget: Budget,
): readonly (readonly Change[])[] {
  const { table } = grammar;
  const { element, kind, attribute, isChoice, opened } = problem;
  if (opened === undefined || isChoice || budget.left < 0) return [];
  const written = attributesOf(element).filter(({ name }) => name === attribute);
  const names = kind === 'bad-value' ? written.map(nameOf) : problem.names;
  let ways: readonly Way[] = [
    { state: withAttributes(table, element, opened, attribute), changes: [] },
  ];
  for (const name of names) {
    ways = ways.flatMap(({ state, changes }) => {
      const named = attributed(table, state, name);
      return expectedValues(named).flatMap((one) =>
        one.kind === 'value'
          ? [
              {
                state: valued(table, named, one.value),
                changes: [...changes, { name, value: one.value }],
              },
            ]
          : [],
      );
    });
    if (ways.length > MOST_TRIED) return [];
  }
  const wrongWith = (changes: readonly Change[], most: number): number =>
    problemsWith(grammar, element, opened, changes, most, budget);
  const before = wrongWith([], Infinity);
  // Most words leave the element what it is with the others, too.
  const known = new Map<Pattern, boolean>();
  const better = ways.filter(({ state, changes }) => {
    const isBetter = known.get(state) ?? wrongWith(changes, before) < before;
    known.set(state, isBetter);
    return isBetter;
  });
  return budget.left < 0 ? [] : better.map(({ changes }) => changes);
}

interface Way {
  readonly state: Pattern;
  readonly changes: readonly Change[];
}
