import { closest } from '../text/closest.ts';

/** The arguments are wrong: the message says in one sentence what is. */
export class Misuse extends Error {}

/** The word itself where the option takes it. @throws Misuse otherwise */
export function oneOf<W extends string>(value: string, words: readonly W[], option: string): W {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw new Misuse(`'${value}' is no value of '${option}'; it takes ${words.join(', ')}`);
}

/** What was perhaps meant, as the end of a sentence. */
export function orMeant(word: string, words: readonly string[], otherwise: string): string {
  const meant = closest(word, words);
  if (meant !== undefined) return `; did you mean '${meant}'?`;
  return otherwise === '' ? '' : `; ${otherwise}`;
}
