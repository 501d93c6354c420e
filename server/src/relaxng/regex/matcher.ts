import type { CharSet } from './charSet.ts';
import { hasChar } from './charSet.ts';
import type { RegexNode } from './parseRegex.ts';
import { parseRegex } from './parseRegex.ts';

/** Says whether a regular expression matches a whole value. */
export type Matcher = (value: string) => boolean;

/** States of one automaton; `{1,124}` counts as 124 copies. */
const MAX_STATES = 20_000;
/** Remembered sets of states, and remembered steps, of one automaton; beyond them it starts to remember anew. */
const MAX_REMEMBERED = 2_000;

/**
 * A matcher of a regular expression of XML Schema, in time linear in the value whatever the expression (Thompson's
 * automaton, its sets of states remembered). @returns in words what is wrong, where the expression cannot be used
 */
export function makeMatcher(text: string): Matcher | string {
  const node = parseRegex(text);
  if (typeof node === 'string') return node;
  const automaton: State[] = [];
  const start = build(automaton, node, add(automaton, { kind: 'accept' }));
  if (start === undefined) return 'it repeats more than can be checked';
  return runner(automaton, start);
}

type State =
  | { readonly kind: 'accept' }
  | { readonly kind: 'chars'; readonly set: CharSet; readonly next: number }
  | { readonly kind: 'split'; readonly to: number[] };

function add(automaton: State[], state: State): number {
  return automaton.push(state) - 1;
}

/** Builds the states that match the node and go on at `next`. @returns the first of them, or undefined: too many */
function build(automaton: State[], node: RegexNode, next: number): number | undefined {
  if (automaton.length > MAX_STATES) return undefined;
  switch (node.kind) {
    case 'chars':
      return add(automaton, { kind: 'chars', set: node.set, next });
    case 'sequence': {
      let at: number | undefined = next;
      for (const part of node.parts.toReversed())
        if (at !== undefined) at = build(automaton, part, at);
      return at;
    }
    case 'choice': {
      const starts = node.parts.map((part) => build(automaton, part, next));
      const to = starts.filter((start) => start !== undefined);
      return to.length === starts.length ? add(automaton, { kind: 'split', to }) : undefined;
    }
    case 'repeat':
      return buildRepeat(automaton, node, next);
  }
}

function buildRepeat(
  automaton: State[],
  { part, min, max }: RegexNode & { kind: 'repeat' },
  next: number,
): number | undefined {
  let at: number | undefined = next;
  if (max === Infinity) {
    const loop: number[] = [];
    const again = add(automaton, { kind: 'split', to: loop });
    const body = build(automaton, part, again);
    if (body === undefined) return undefined;
    loop.push(body, next);
    at = again;
  } else
    for (let count = min; count < max && at !== undefined; count++) {
      const body: number | undefined = build(automaton, part, at);
      at = body === undefined ? undefined : add(automaton, { kind: 'split', to: [body, next] });
    }
  for (let count = 0; count < min && at !== undefined; count++) at = build(automaton, part, at);
  return at;
}

/** A set of states that the automaton can be in at once, and where each character leads from it. */
interface Place {
  readonly states: readonly number[];
  readonly isAccepting: boolean;
  readonly steps: Map<number, Place>;
}

function runner(automaton: readonly State[], start: number): Matcher {
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
    const known = place.steps.get(codePoint);
    if (known !== undefined) return known;
    if (++remembered > MAX_REMEMBERED) {
      places.clear();
      place.steps.clear();
      remembered = 0;
    }
    const next: number[] = [];
    for (const index of place.states) {
      const state = automaton[index];
      if (state?.kind === 'chars' && hasChar(state.set, codePoint)) next.push(state.next);
    }
    const to = placeOf(closure(automaton, next));
    place.steps.set(codePoint, to);
    return to;
  };
  return (value) => {
    let place = placeOf(closure(automaton, [start]));
    for (const char of value) {
      if (place.states.length === 0) return false;
      place = step(place, char.codePointAt(0) ?? 0);
    }
    return place.isAccepting;
  };
}

/** The states reached without a character, splits themselves left out, in order. */
function closure(automaton: readonly State[], from: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  const pending = [...from];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = automaton[index];
    if (state?.kind === 'split') pending.push(...state.to);
  }
  return [...seen].filter((index) => automaton[index]?.kind !== 'split').sort((a, b) => a - b);
}
