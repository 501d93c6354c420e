import type { Draft, DraftAttribute } from '../../relaxng/draft.ts';
import type { Name } from '../../relaxng/pattern/nameClass.ts';
import { wordsIn } from '../valueWords.ts';
import type { Qualified } from './prefixes.ts';

const MOST_CHOICES = 20;

/** What we know of a new element beside the schema. */
export interface Ours {
  /** Its attributes, in the order in which we write them. */
  readonly attributes: readonly string[];
  /** The words that we would offer for an attribute's value. */
  readonly words: (attribute: string) => readonly string[];
  readonly child: (name: string) => Ours | undefined;
}

/**
 * What a new element is begun with, from behind its `<` on: its attributes and children with a stop for each value, where the words are ours,
 * if we have any that the schema allows.
 */
export function draftSnippet(draft: Draft, write: (name: Name) => Qualified, ours?: Ours): string {
  const stops = { last: 0 };
  return `${elementOf(draft, write, stops, 0, ours)}${stops.last === 0 && isContainer(draft) ? '' : '$0'}`;
}

interface Stops {
  last: number;
}

function elementOf(
  draft: Draft,
  write: (name: Name) => Qualified,
  stops: Stops,
  depth: number,
  ours: Ours | undefined,
): string {
  const { name, declaration } = write(draft.name);
  const place = ({ name: { local } }: DraftAttribute): number =>
    ours?.attributes.indexOf(local) ?? 0;
  const sorted = draft.attributes.toSorted((a, b) => place(a) - place(b));
  const attributes = sorted.map(({ name: { local }, values }) => {
    const listed = wordsIn(values);
    const isListed = values.length > 0 && values.every(({ kind }) => kind === 'value');
    const known = ours?.words(local).filter((word) => !isListed || listed.includes(word)) ?? [];
    const words = known.length > 0 ? known : listed;
    // A word without alternative is no place to stop at.
    const value =
      isListed && listed.length === 1 ? escaped(listed[0] ?? '') : placeholder(++stops.last, words);
    return ` ${local}='${value}'`;
  });
  const tag = `${name}${declaration.replaceAll('$', '\\$')}${attributes.join('')}`;
  const indent = '\t'.repeat(depth);
  if (draft.children.length > 0) {
    const children = draft.children.map(
      (child) =>
        `${indent}\t<${elementOf(child, write, stops, depth + 1, ours?.child(child.name.local))}`,
    );
    return `${tag}>\n${children.join('\n')}\n${indent}</${name}>`;
  }
  if (isContainer(draft)) {
    const stop = depth === 0 && stops.last === 0 ? '$0' : `$${++stops.last}`;
    return `${tag}>\n${indent}\t${stop}\n${indent}</${name}>`;
  }
  if (draft.values.length > 0 && draft.attributes.length === 0)
    return `${tag}>${placeholder(++stops.last, wordsIn(draft.values))}</${name}>`;
  const hasText = draft.values.length > 0 && !draft.values.every(({ kind }) => kind === 'text');
  return hasText
    ? `${tag}>${placeholder(++stops.last, wordsIn(draft.values))}</${name}>`
    : `${tag}/>`;
}

/** Without attributes, its content is what it is for. */
function isContainer({ holdsElements, attributes, children }: Draft): boolean {
  return holdsElements && attributes.length === 0 && children.length === 0;
}

/** A tab stop, with words to choose from where there are any. */
export function placeholder(index: number, words: readonly string[]): string {
  const shown = words.slice(0, MOST_CHOICES);
  const [first, ...others] = shown;
  if (first === undefined) return `$${index}`;
  if (others.length === 0) return `\${${index}:${escaped(first)}}`;
  return `\${${index}|${shown.map((word) => word.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
