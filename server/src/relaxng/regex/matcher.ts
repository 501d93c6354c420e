import type { CharSet } from './charSet.ts';
import { hasChar } from './charSet.ts';
import type { RegexNode } from './parseRegex.ts';
import { parseRegex } from './parseRegex.ts';

/** A regular expression, ready to be asked. */
export interface Matcher {
  /** Whether it matches the whole value. */
  readonly matches: (value: string) => boolean;
  /** States of the automaton that were looked at so far, for a test of the time it takes. */
  readonly steps: number;
}

/** States of one automaton; `{1,124}` counts as 124 copies. */
const MAX_STATES = 5_000;
/** States in all remembered sets of them, and remembered steps, of one automaton; beyond them it starts to remember anew. */
const MAX_REMEMBERED = 50_000;

/**
 * A matcher of a regular expression of XML Schema, in time linear in the value whatever the expression (Thompson's
 * automaton, its sets of states remembered). @returns in words what is wrong, where the expression cannot be used
 */
export function makeMatcher(text: string): Matcher | string {
  const node = parseRegex(text);
  if (typeof node === 'string') return node;
  if (statesOf(node) > MAX_STATES) return 'it repeats more than can be checked';
  const count = { steps: 0 };
  let run: Matcher['matches'] | undefined;
  return {
    matches: (value) => (run ??= runner(node, count))(value),
    get steps() {
      return count.steps;
    },
  };
}

/** How many states match the node, at most. */
function statesOf(node: RegexNode): number {
  switch (node.kind) {
    case 'chars':
      return 1;
    case 'sequence':
    case 'choice':
      return node.parts.reduce((sum, part) => sum + statesOf(part), 1);
    case 'repeat':
      return (statesOf(node.part) + 1) * (node.max === Infinity ? node.min + 1 : node.max);
  }
}

type State =
  | { readonly kind: 'accept' }
  | { readonly kind: 'chars'; readonly set: CharSet; readonly next: number }
  | { readonly kind: 'split'; readonly to: number[] };

function add(automaton: State[], state: State): number {
  return automaton.push(state) - 1;
}

/** Builds the states that match the node and go on at `next`. @returns the first of them */
function build(automaton: State[], node: RegexNode, next: number): number {
  switch (node.kind) {
    case 'chars':
      return add(automaton, { kind: 'chars', set: node.set, next });
    case 'sequence':
      return node.parts.reduceRight((at, part) => build(automaton, part, at), next);
    case 'choice':
      return add(automaton, {
        kind: 'split',
        to: node.parts.map((part) => build(automaton, part, next)),
      });
    case 'repeat':
      return buildRepeat(automaton, node, next);
  }
}

function buildRepeat(
  automaton: State[],
  { part, min, max }: RegexNode & { kind: 'repeat' },
  next: number,
): number {
  let at = next;
  if (max === Infinity) {
    const loop: number[] = [];
    at = add(automaton, { kind: 'split', to: loop });
    loop.push(build(automaton, part, at), next);
  } else
    for (let count = min; count < max; count++)
      at = add(automaton, { kind: 'split', to: [build(automaton, part, at), next] });
  for (let count = 0; count < min; count++) at = build(automaton, part, at);
  return at;
}

/** A set of states that the automaton can be in at once, and where each character leads from it. */
interface Place {
  readonly states: readonly number[];
  readonly isAccepting: boolean;
  readonly steps: Map<number, Place>;
}

function runner(node: RegexNode, count: { steps: number }): Matcher['matches'] {
  const automaton: State[] = [];
  const start = build(automaton, node, add(automaton, { kind: 'accept' }));
  const places = new Map<string, Place>();
  let remembered = 0;
  const placeOf = (states: readonly number[]): Place => {
    const key = states.join();
    const known = places.get(key);
    if (known !== undefined) return known;
    const isAccepting = states.some((state) => automaton[state]?.kind === 'accept');
    const place: Place = { states, isAccepting, steps: new Map() };
    places.set(key, place);
    return place;
  };
  const step = (place: Place, codePoint: number): Place => {
    count.steps++;
    const known = place.steps.get(codePoint);
    if (known !== undefined) return known;
    remembered += 1 + place.states.length;
    if (remembered > MAX_REMEMBERED) {
      places.clear();
      place.steps.clear();
      remembered = 0;
    }
    const next: number[] = [];
    for (const index of place.states) {
      const state = automaton[index];
      if (state?.kind === 'chars' && hasChar(state.set, codePoint)) next.push(state.next);
    }
    const to = placeOf(closure(automaton, next, count));
    place.steps.set(codePoint, to);
    return to;
  };
  return (value) => {
    let place = placeOf(closure(automaton, [start], count));
    for (const char of value) {
      if (place.states.length === 0) return false;
      place = step(place, char.codePointAt(0) ?? 0);
    }
    return place.isAccepting;
  };
}

/** The states reached without a character, splits themselves left out, in order. */
function closure(
  automaton: readonly State[],
  from: readonly number[],
  count: { steps: number },
): readonly number[] {
  const seen = new Set<number>();
  const pending = [...from];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    count.steps++;
    const state = automaton[index];
    if (state?.kind === 'split') pending.push(...state.to);
  }
  return [...seen].filter((index) => automaton[index]?.kind !== 'split').sort((a, b) => a - b);
}
