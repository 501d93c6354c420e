import { removeElement } from '../domain/edit.ts';
import type { Iothreadsched, Vcpusched } from '../domain/model.ts';
import type { Written } from '../domain/read.ts';
import { setWithout } from '../domain/setText.ts';
import type { Fix } from '../text/finding.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { DomainContext } from './rule.ts';
import { numbered } from './words.ts';

/** Takes threads out of a scheduler's set; where none would remain, removes the scheduler. */
export function withoutIds(
  { text }: DomainContext,
  sched: Vcpusched | Iothreadsched,
  { range, value }: Written<IdSet<number>>,
  drop: ReadonlySet<number>,
  noun: string,
): Fix {
  const rest = value && setWithout(text, value, (id) => drop.has(id));
  if (rest === undefined)
    return { title: 'Remove the scheduler', safe: false, edits: [removeElement(text, sched)] };
  const title = `Take ${numbered(noun, [...drop])} out of the set`;
  return { title, safe: false, edits: [{ range, newText: rest }] };
}
