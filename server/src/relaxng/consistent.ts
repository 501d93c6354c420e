import type { Draft } from './draft.ts';
import { attributed, closed, ended, opened, texted, valued } from './pattern/derive.ts';
import type { ExpectedValue } from './pattern/expected.ts';
import type { PatternTable } from './pattern/make.ts';
import type { Pattern } from './pattern/pattern.ts';

/**
 * The draft with those of its words only that go together: whichever are chosen, the element is as right as it is with the first of each.
 * @param inside what the element can be
 */
export function consistent(table: PatternTable, inside: Pattern, draft: Draft): Draft {
  const strict = stepsOf(table, draft, false);
  // Where the draft lacks something anyway, that is no word's fault.
  const steps = finishes(strict, inside, 0) ? strict : stepsOf(table, draft, true);
  let states: ReadonlySet<Pattern> = new Set([inside]);
  const kept: (readonly string[])[] = [];
  for (const [index, { words, go }] of steps.entries()) {
    const [first, ...others] = words;
    const next = new Set([...states].map((state) => go(state, first)));
    const goTogether = others.filter((word) => {
      const after = [...states].map((state) => go(state, word));
      const isRight = after.every(
        (state) =>
          next.has(state) || (next.size < MOST_STATES && finishes(steps, state, index + 1)),
      );
      if (isRight) for (const state of after) next.add(state);
      return isRight;
    });
    kept.push(first === undefined ? [] : [first, ...goTogether]);
    states = next;
  }
  return withWords(draft, kept[Symbol.iterator]());
}

/** So many ways to go on are followed beside each other. */
const MOST_STATES = 16;

/** What is written next of a draft: one of its words, anything where it has none. */
interface Step {
  readonly words: readonly string[];
  readonly go: (state: Pattern, word: string | undefined) => Pattern;
}

function stepsOf(table: PatternTable, draft: Draft, forgives: boolean): readonly Step[] {
  const { attributes, children, values, holdsElements } = draft;
  const isOpen = holdsElements && attributes.length === 0 && children.length === 0;
  return [
    ...attributes.map(({ name, values }) => ({
      words: listedWords(values),
      go: (state: Pattern, word: string | undefined) => {
        const named = attributed(table, state, name);
        return word === undefined ? ended(table, named, true) : valued(table, named, word);
      },
    })),
    { words: [], go: (state) => closed(table, state, forgives) },
    ...children.flatMap((child) => [
      { words: [], go: (state: Pattern) => opened(table, state, child.name) },
      ...stepsOf(table, child, forgives),
    ]),
    {
      words: listedWords(values),
      go: (state, word) =>
        word === undefined
          ? ended(table, state, forgives || isOpen || values.length > 0)
          : ended(table, texted(table, state, word), forgives),
    },
  ];
}

/** Whether the element can be right when the first words of the steps from `index` on are written. */
function finishes(steps: readonly Step[], state: Pattern, index: number): boolean {
  let at = state;
  for (let i = index; i < steps.length && at.kind !== 'notAllowed'; i++) {
    const step = steps[i];
    if (step !== undefined) at = step.go(at, step.words[0]);
  }
  return at.kind !== 'notAllowed';
}

/** The draft with the words that were kept, in the order of its steps. */
function withWords(draft: Draft, kept: Iterator<readonly string[], undefined>): Draft {
  const next = (): readonly string[] => kept.next().value ?? [];
  const attributes = draft.attributes.map(({ name, values }) => {
    const words = next();
    const others = listedWords(values).filter((word) => !words.includes(word));
    return { name, values: only(values, words), others };
  });
  next();
  const children = draft.children.map((child) => {
    next();
    return withWords(child, kept);
  });
  return { ...draft, attributes, children, values: only(draft.values, next()) };
}

function listedWords(values: readonly ExpectedValue[]): readonly string[] {
  return values.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
}

function only(values: readonly ExpectedValue[], words: readonly string[]) {
  return values.filter((one) => one.kind !== 'value' || words.includes(one.value));
}
