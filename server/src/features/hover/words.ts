import { formatIdSet } from '../../host/format.ts';

/** `node 3`, `nodes 0-2`: the word with the ids behind it. */
export function named(word: string, ids: readonly number[]): string {
  return `${word}${ids.length === 1 ? '' : 's'} ${formatIdSet(ids)}`;
}

/** `1 page`, `12 pages`. */
export function counted(number: number | bigint, word: string): string {
  return `${String(number)} ${word}${number === 1 || number === 1n ? '' : 's'}`;
}

/** Has or have, are or is: the verb that fits so many subjects. */
export function verb(subjects: readonly unknown[], one: string, several: string): string {
  return subjects.length === 1 ? one : several;
}

/** Sentences and tables as one Markdown text; what is undefined or empty is left out. */
export function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** The first letter large, for the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
