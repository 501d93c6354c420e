// Patterns of a schema take time linear in the value: counted in steps, not by a clock.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeMatcher } from '../../../server/src/relaxng/regex/matcher.ts';

function run(pattern: string, value: string): { isMatch: boolean; steps: number } {
  const matcher = makeMatcher(pattern);
  assert.ok(typeof matcher === 'object', pattern);
  return { isMatch: matcher.matches(value), steps: matcher.steps };
}

/** Patterns on which an engine that goes back tries ever more ways, and what it would try them on. */
const NASTY: readonly (readonly [pattern: string, repeated: string, end: string])[] = [
  ['(a*)*b', 'a', ''],
  ['(a|a)*b', 'a', 'c'],
  ['(a|aa)+', 'a', '!'],
  ['(a+)+(b+)+c', 'ab', ''],
  ['(.*a){20}', 'a', 'b'],
  ['(.*)(.*)(.*)(.*)x', 'y', ''],
  ['(a?){30}a{30}', 'a', ''],
  ['([a-z]+\\.)+[A-Z]+', 'ab.', ''],
  ['(\\w+\\s?)*x', 'word ', '!'],
  ['[^x]*(x|y|xy)*', 'xy', 'z'],
  ['.*.*=.*', 'x', ''],
  ['(x+x+)+y', 'x', ''],
  ['((a{0,10}){0,10}b?){0,5}', 'a', 'c'],
  ['(.|[a-z]|\\p{L})*[0-9a-f]{12}', '1', 'x'],
  ['.*[ab].{12}', 'ab', 'é'],
];

describe('a pattern of XML Schema', () => {
  for (const [pattern, repeated, end] of NASTY)
    it(`takes time linear in the value: ${pattern}`, () => {
      const stepsOf = (length: number): number => run(pattern, repeated.repeat(length) + end).steps;
      assert.ok(stepsOf(4_000) <= 2 * stepsOf(2_000) + 1, 'twice as long, at most twice the steps');
    });

  const pattern = fc.letrec<{ node: string; atom: string }>((tie) => ({
    atom: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'c') },
      { weight: 2, arbitrary: tie('node').map((inner) => `(${inner})`) },
    ),
    node: fc
      .array(
        fc
          .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?'))
          .map((parts) => parts.join('')),
        { minLength: 1, maxLength: 4 },
      )
      .chain((parts) => fc.constantFrom(parts.join(''), parts.join('|'))),
  })).node;

  it('matches what it says, in no more steps than the value has characters for each of its states', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 }),
        (text, value) => {
          const { isMatch, steps } = run(text, value);
          assert.equal(isMatch, new RegExp(`^(?:${text})$`).test(value));
          assert.ok(steps <= (value.length + 1) * (2 * text.length + 3), `${steps} steps`);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is refused where it repeats more than can be counted', () => {
    assert.equal(makeMatcher('((a{100}){100}){100}'), 'it repeats more than can be checked');
    assert.equal(makeMatcher('a{999999999}'), 'it repeats more than can be checked');
  });
});
