import { formatIdSet } from '../host/format.ts';

/** `node 0` or `nodes 0-1,3`: a noun with the numbers of one or several things, the first of them where they are many. */
export function numbered(noun: string, ids: readonly number[]): string {
  const all = formatIdSet(ids);
  if (ids.length === 1) return `${noun} ${all}`;
  if (all.length <= LENGTH_LIMIT) return `${noun}s ${all}`;
  return `${noun}s ${all.slice(0, all.lastIndexOf(',', LENGTH_LIMIT))} and more, ${ids.length} in all`;
}

/** A message is read as a whole. */
const LENGTH_LIMIT = 60;

/** `vCPU 0` or `vCPUs 0-3`: so many things, counted from 0. */
export function countedFrom0(noun: string, count: number): string {
  return count === 1 ? `${noun} 0` : `${noun}s 0-${count - 1}`;
}

/** `it has` or `they have`: the form of a verb for one thing or several. */
export function verb(ids: readonly unknown[], one: string, several: string): string {
  return ids.length === 1 ? one : several;
}

/** `0`, `0 and 1`, `0, 1 and 2`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
