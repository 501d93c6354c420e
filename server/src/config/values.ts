import type { Node } from 'jsonc-parser';
import { readElements, refuse, tell, type JsonReading } from '../host/importers/json/jsonObject.ts';
import { closest } from '../text/closest.ts';
import type { Glob, ReadGlob } from './glob.ts';

/** Readers of values that several parts of the configuration have: what is wrong is told and left out. */

/** A text with a visible character. */
export function readText(reading: JsonReading, node: Node, what: string): string | undefined {
  const value: unknown = node.value;
  if (typeof value === 'string' && value.trim() !== '') return value;
  refuse(reading, node, `is not ${what}; write it in double quotes`);
  return undefined;
}

/** A list of texts, or one text alone, each with its node. */
export function readTexts(
  reading: JsonReading,
  node: Node,
  what: string,
): readonly { readonly text: string; readonly node: Node }[] {
  const nodes =
    node.type === 'string' ? [node] : (readElements(reading, node, `a list of ${what}s`) ?? []);
  return nodes.flatMap((each) => {
    const text = readText(reading, each, `a ${what}`);
    return text === undefined ? [] : [{ text, node: each }];
  });
}

/** A list of patterns: undefined where there is none, and nothing matches where none of them is right. */
export function readGlobs(
  reading: JsonReading,
  node: Node | undefined,
  read: (text: string) => ReadGlob,
): readonly Glob[] | undefined {
  if (node === undefined) return undefined;
  return readTexts(reading, node, 'pattern').flatMap(({ text, node: place }) => {
    const glob = read(text);
    if (!('wrong' in glob)) return [glob];
    tell(reading, 'bad-glob', place, `'${text}' ${glob.wrong}`);
    return [];
  });
}

/** One of some words. */
export function oneOf<W extends string>(
  reading: JsonReading,
  node: Node,
  words: readonly W[],
  what: string,
): W | undefined {
  const value: unknown = node.value;
  const word = words.find((each) => each === value);
  if (word !== undefined) return word;
  const meant = typeof value === 'string' ? closest(value, words) : undefined;
  const hint =
    meant === undefined ? `write one of ${words.join(', ')}` : `did you mean '${meant}'?`;
  refuse(reading, node, `is not ${what}; ${hint}`);
  return undefined;
}
