import { words, type Datatype } from './datatype.ts';

/** Stands between a text and what its prefixes mean: no document can hold it. */
const END = '\0';

/**
 * A text with the namespaces of the prefixes of its words, '' for those without one. What is made of texts is kept by them, so this goes along.
 * @param boundTo the namespace of a prefix
 */
export function withNamespaces(
  text: string,
  boundTo: (prefix: string) => string | null | undefined,
): string {
  const bound = words(text).map((word) => boundTo(word.slice(0, Math.max(0, word.indexOf(':')))));
  return bound.length === 0 ? text : [text, ...bound.map((uri) => uri ?? '')].join(END);
}

/** The words of a text, each with its own namespace. */
export function qualifiedWords(text: string): readonly string[] {
  const [plain = '', ...bound] = text.split(END);
  return words(plain).map((word, index) => [word, ...bound.slice(index, index + 1)].join(END));
}

/** The text as it was written. */
export function writtenText(text: string): string {
  const end = text.indexOf(END);
  return end < 0 ? text : text.slice(0, end);
}

/** The form that equal values of a type share; undefined for no value of it, as which a name counts whose prefix nobody declared. */
export function formOf(type: Datatype, text: string): string | undefined {
  const written = writtenText(text);
  const form = type.canonical(written);
  if (form === undefined || !type.isName) return form;
  const uri = text.slice(written.length + 1).split(END, 1)[0] ?? '';
  const colon = form.indexOf(':');
  return colon >= 0 && uri === '' ? undefined : `${uri} ${form.slice(colon + 1)}`;
}
