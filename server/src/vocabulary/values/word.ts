import type { Fix } from '../../text/finding.ts';
import { closestWord } from '../../text/closest.ts';
import type { Parsed, Place, Suggestion, ValueType } from '../define.ts';

/** A word of a closed list, each with what it means (Markdown). `accepted` are words that libvirt takes, too, and nobody should write. */
export function wordOf<W extends string>(
  name: string,
  doc: string,
  words: Readonly<Record<W, string>>,
  accepted: readonly W[] = [],
): ValueType<W> & { readonly words: Readonly<Record<W, string>> } {
  const known = Object.keys(words) as W[];
  const offered = known.filter((word) => !accepted.includes(word));
  return {
    name,
    doc,
    words,
    parse: (text, place) => parseWord(text, place, name, known, offered),
    suggest: (): Suggestion[] => offered.map((word) => ({ text: word, doc: words[word] })),
  };
}

function parseWord<W extends string>(
  text: string,
  place: Place,
  name: string,
  known: readonly W[],
  offered: readonly W[],
): Parsed<W> {
  const word = known.find((candidate) => candidate === text);
  if (word !== undefined) return { value: word, problems: [] };
  const range = place(0, text.length);
  const meant = closestWord(text.trim(), offered);
  const fixes: Fix[] =
    meant === undefined
      ? []
      : [
          {
            title: `Change '${text}' to '${meant}'`,
            safe: meant === text.trim().toLowerCase(),
            edits: [{ range, newText: meant }],
          },
        ];
  const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
  const found = text === '' ? 'an empty value' : `'${text}'`;
  const message = `${found} is not ${name}: ${listed(offered)}${hint}`;
  return { value: undefined, problems: [{ message, range, fixes }] };
}

/** `'a', 'b' or 'c'` */
function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}
