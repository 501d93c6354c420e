import { RULES } from '../rules/all.ts';
import { closest } from '../text/closest.ts';

/** The id of the rule that is meant: by its id, an earlier one, or its name without the family. */
export function ruleMeant(text: string): string | undefined {
  const exact = RULES.find(({ id, formerly }) => id === text || formerly?.includes(text) === true);
  if (exact !== undefined) return exact.id;
  const [only, ...more] = RULES.filter(({ id }) => nameOf(id) === text);
  return more.length === 0 ? only?.id : undefined;
}

/** Ids of rules that are near to what was typed, at most five: a slip of the pen, or a part of the id. */
export function rulesNear(text: string): readonly string[] {
  const ids = RULES.map(({ id }) => id);
  const slip =
    closest(text, ids) ?? ids.find((id) => nameOf(id) === closest(text, ids.map(nameOf)));
  const holding = text === '' ? [] : ids.filter((id) => id.includes(text.toLowerCase()));
  return [...new Set([...(slip === undefined ? [] : [slip]), ...holding])].slice(0, 5);
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
