import { listed } from '../rules/words.ts';
import type { ExpectedValue } from '../relaxng/pattern/expected.ts';
import type { Name } from '../relaxng/pattern/nameClass.ts';
import type { SchemaProblem } from '../relaxng/problem.ts';
import { childElements } from '../xml/walk.ts';
import type { DocumentSchema } from './schemas.ts';

/** What a problem is, in the words of a message: what stands there, what the schema says of it, what would be right. */
export function schemaMessage(
  problem: SchemaProblem,
  { name: schema }: DocumentSchema,
  root: string,
): string {
  const { kind, element, attribute, written, names, isKnown, isChoice, values } = problem;
  const tag = `<${element.tagName}>`;
  const parent = element.parentElement;
  const within = parent === null ? '' : ` in <${parent.tagName}>`;
  // What plain define drops, it drops in domains: other documents are read by other parts of libvirt, some of which refuse.
  const dropped = root === 'domain' ? ': virsh edit refuses it, a plain define drops it' : '';
  switch (kind) {
    case 'unknown-element':
      return `${schema} knows no ${tag}${within}${dropped}${meantElement(problem)}`;
    case 'unknown-attribute':
      return isKnown
        ? `${schema} does not allow '${written}' of ${tag} beside its other attributes`
        : `${schema} knows no attribute '${written}' of ${tag}${dropped}${meantAttribute(problem)}`;
    case 'bad-value': {
      const what = attribute === undefined ? tag : `'${attribute}' of ${tag}`;
      if (written === '' && attribute === undefined)
        return `${tag} is empty; ${schema} wants ${wanted(values)}`;
      return `'${cut(written)}' is no value of ${what}; ${schema} wants ${wanted(values)}`;
    }
    case 'missing-attribute':
      return `${tag} lacks ${missing(names, isChoice, ({ local }) => `'${local}'`)}; ${schema} wants it`;
    case 'missing-element':
      return `${tag} lacks ${missing(names, isChoice, ({ local }) => `<${local}>`)}; ${schema} wants it`;
    case 'element-not-allowed-here': {
      const isSecond =
        parent !== null && childElements(parent).find(isNamed(element.tagName)) !== element;
      return isSecond
        ? `${schema} allows no further ${tag}${within} here`
        : `${schema} does not allow ${tag}${within} here${otherwise(names)}`;
    }
    case 'text-not-allowed':
      return `${schema} allows no text in ${tag} here`;
  }
}

const isNamed =
  (name: string) =>
  ({ tagName }: { readonly tagName: string }): boolean =>
    tagName === name;

/** So many names or values are read at a glance. */
const SHOWN = 8;

function meantElement({ suggestion }: SchemaProblem): string {
  return suggestion === undefined ? '' : `; did you mean <${suggestion}>?`;
}

function meantAttribute({ suggestion }: SchemaProblem): string {
  return suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
}

function otherwise(names: readonly Name[]): string {
  if (names.length === 0 || names.length > SHOWN) return '';
  return `; what may stand here is ${either(names.map(({ local }) => `<${local}>`))}`;
}

function missing(names: readonly Name[], isChoice: boolean, word: (name: Name) => string): string {
  if (names.length === 0) return 'something';
  const shown = names.slice(0, SHOWN).map(word);
  const more = names.length > SHOWN ? ' or another' : '';
  return isChoice ? `${either(shown)}${more}` : listed(shown);
}

/** `'a', 'b' or a whole number`. */
function wanted(values: readonly ExpectedValue[]): string {
  const words = [...new Set(values.map(wordsOf))];
  if (words.length === 0) return 'something else';
  return words.length > SHOWN
    ? `${words.slice(0, SHOWN).join(', ')} or one of ${words.length - SHOWN} others`
    : either(words);
}

function wordsOf(value: ExpectedValue): string {
  switch (value.kind) {
    case 'value':
      return value.value === '' ? 'nothing' : `'${value.value}'`;
    case 'type':
      return value.words;
    case 'text':
      return 'any text';
    case 'list':
      return `a list of ${wanted(value.of)}`;
  }
}

function either(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** A message is read as a whole. */
function cut(written: string): string {
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
