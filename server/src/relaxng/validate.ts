import type { Element } from '@xmldom/xmldom';
import type { Grammar } from './grammar.ts';
import type { SchemaProblem } from './problem.ts';
import type { Steps } from './schema/steps.ts';
import { walk } from './walk.ts';

/**
 * Where a document (its root, made by `parseXml`) is not as the schema wants it: none exactly if a validator accepts it.
 * After each problem it is read on as most likely meant, so that one mistake is one problem. Elements that are damaged or
 * half typed are not blamed for what they lack. Never throws, knows no depth; the order is that in which a reader from the
 * top notices the problems.
 */
export function validate(grammar: Grammar, root: Element): readonly SchemaProblem[] {
  return walk(grammar, root);
}

/** Elements that are looked at anew in a step of `meeting`, and in all. */
const STRIDE = 8;
const MOST = 400;

/**
 * Walks into a document a little further with each step. What the grammar derives on a first document is dear, and kept: behind this,
 * `validate` is quick.
 */
export function* meeting(grammar: Grammar, root: Element): Steps<void> {
  let isThrough = false;
  for (let most = STRIDE; !isThrough && most <= MOST; most += STRIDE) {
    let left = most;
    isThrough = true;
    walk(grammar, root, {
      enter: () => {
        isThrough = --left >= 0;
        return isThrough;
      },
    });
    yield;
  }
}
