import { attributed, closed, ended, opened, texted, valued } from './pattern/derive.ts';
import type { ExpectedValue } from './pattern/expected.ts';
import {
  expectedAttributes,
  expectedElements,
  expectedValues,
  required,
} from './pattern/expected.ts';
import { afterOf, choiceOf, type PatternTable } from './pattern/make.ts';
import type { Name } from './pattern/nameClass.ts';
import { nameKey } from './pattern/nameClass.ts';
import type { Pattern } from './pattern/pattern.ts';
import { consistent } from './consistent.ts';
import type { Grammar } from './grammar.ts';

/** An element as it is begun: with what it cannot do without, and with what is wished. */
export interface Draft {
  readonly name: Name;
  readonly attributes: readonly DraftAttribute[];
  readonly children: readonly Draft[];
  /** It may hold elements beyond these. */
  readonly holdsElements: boolean;
  /** What its text may be; empty: it has none. */
  readonly values: readonly ExpectedValue[];
}

export interface DraftAttribute {
  readonly name: Name;
  /** The rest of the draft goes with each of them. */
  readonly values: readonly ExpectedValue[];
  /** Words that are allowed, too, but want another element than this draft. */
  readonly others: readonly string[];
}

/** What is usually written of an element of this name in this parent; names in no namespace. */
export interface Wish {
  /** Most usual first. */
  readonly attributes: readonly string[];
  /** Those of which one is wished where nothing else is drafted, most usual first. */
  readonly fallback: readonly string[];
  readonly children: readonly string[];
  /** A child's place among its siblings. */
  readonly order: (child: string) => number;
  /** Words that go before others as the value of an attribute, or as the element's text. */
  readonly words: (attribute: string | undefined) => readonly string[];
}

export type Wishes = (element: string, parent: string | undefined) => Wish;

/** How deep an element is drafted, itself counted. */
const DEPTH = 4;
const MOST_NAMES = 8;

/**
 * Drafts an element that may stand where `state` is wanted (as `allowedIn` tells it) in a parent of that name. What is wished and not
 * allowed is left out. `given`: values that its attributes must have.
 * undefined: no such element can ever be right. Wishes must always be the same: what was drafted by them once is kept. Never throws.
 */
export function draftElement(
  { table }: Grammar,
  state: Pattern,
  name: Name,
  parent: string | undefined,
  wishes: Wishes,
  given: Given = {},
): Draft | undefined {
  const inside = alone(table, opened(table, state, name));
  if (inside.kind === 'notAllowed') return undefined;
  const known = kept(kept(DRAFTS, wishes, newWeakMap), inside, newMap);
  return kept(known, JSON.stringify([parent, name, given]), () =>
    consistent(table, inside, draft({ table, wishes }, inside, name, parent, DEPTH, given)),
  );
}

/** Values of attributes in no namespace, by their names. */
type Given = Readonly<Record<string, string>>;

/** By wishes, then by what the element is. The patterns are held by nothing here. */
const DRAFTS = new WeakMap<Wishes, WeakMap<Pattern, Map<string, Draft>>>();

const newWeakMap = () => new WeakMap<Pattern, Map<string, Draft>>();
const newMap = () => new Map<string, Draft>();

function kept<K, V>(
  cache: { readonly get: (key: K) => V | undefined; readonly set: (key: K, value: V) => unknown },
  key: K,
  make: () => V,
): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

interface Run {
  readonly table: PatternTable;
  readonly wishes: Wishes;
}

function draft(
  run: Run,
  inside: Pattern,
  name: Name,
  parent: string | undefined,
  depth: number,
  given: Given = {},
): Draft {
  const wish = run.wishes(name.local, parent);
  const { attributes, rest } = draftAttributes(run, inside, wish, given);
  const content = closed(run.table, rest, true);
  const { names, isOpen } = expectedElements(content);
  const holdsElements = names.length > 0 || isOpen;
  const children = depth > 1 ? draftChildren(run, content, name, wish.children, depth - 1) : [];
  const place = ({ name: { local } }: Draft): number => wish.order(local);
  return {
    name,
    attributes,
    children: children.sort((a, b) => place(a) - place(b)),
    holdsElements,
    values: holdsElements ? [] : textValues(run, content, wish.words(undefined)),
  };
}

/** The same, but for what comes behind the element: so it is one pattern wherever the element stands. */
function alone(table: PatternTable, pattern: Pattern): Pattern {
  if (pattern.kind === 'choice')
    return choiceOf(
      table,
      pattern.of.map((part) => alone(table, part)),
    );
  return pattern.kind === 'after' ? afterOf(table, pattern.left, table.empty) : pattern;
}

function draftAttributes(
  { table }: Run,
  inside: Pattern,
  wish: Wish,
  given: Given,
): { readonly attributes: readonly DraftAttribute[]; readonly rest: Pattern } {
  const attributes: DraftAttribute[] = [];
  let rest = inside;
  while (attributes.length < MOST_NAMES) {
    const open = expectedAttributes(rest).names.filter(
      (name) => !attributes.some((one) => nameKey(one.name) === nameKey(name)),
    );
    const needed = required(rest, 'attribute');
    const fallback = attributes.length === 0 ? wished(open, wish.fallback) : undefined;
    const name =
      wished(open, wish.attributes) ??
      open.find((one) => needed.has(nameKey(one))) ??
      fallback ??
      (closed(table, rest).kind === 'notAllowed' ? open[0] : undefined);
    if (name === undefined) break;
    const value = given[name.local];
    const values: readonly ExpectedValue[] =
      value === undefined
        ? attributeValues({ table }, rest, name, wish.words(name.local))
        : [{ kind: 'value', value }];
    attributes.push({ name, values, others: [] });
    const named = attributed(table, rest, name);
    const first = values.find((one) => one.kind === 'value');
    const valuable = first === undefined ? table.notAllowed : valued(table, named, first.value);
    rest = valuable.kind === 'notAllowed' ? ended(table, named, true) : valuable;
  }
  return { attributes, rest };
}

function draftChildren(
  run: Run,
  content: Pattern,
  parent: Name,
  wishes: readonly string[],
  depth: number,
): Draft[] {
  const { table } = run;
  const children: Draft[] = [];
  let state = content;
  while (children.length < MOST_NAMES) {
    const open = expectedElements(state).names;
    const fresh = open.filter(
      (name) => !children.some((one) => nameKey(one.name) === nameKey(name)),
    );
    const needed = required(state, 'element');
    const lacksOne =
      ended(table, state).kind === 'notAllowed' && expectedValues(state).length === 0;
    const name =
      wished(fresh, wishes) ??
      open.find((one) => needed.has(nameKey(one))) ??
      (lacksOne ? fresh[0] : undefined);
    if (name === undefined) break;
    const inside = opened(table, state, name);
    children.push(draft(run, alone(table, inside), name, parent.local, depth));
    state = ended(table, inside, true);
  }
  return children;
}

/** The first wish that may be written. */
function wished(open: readonly Name[], wishes: readonly string[]): Name | undefined {
  for (const wish of wishes) {
    const found = open.find(({ ns, local }) => ns === '' && local === wish);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What the value of an attribute may be where `state` is wanted in a start tag: first these words, as far as they are allowed; empty where
 * it may not stand.
 */
export function attributeValues(
  { table }: Pick<Grammar, 'table'>,
  state: Pattern,
  name: Name,
  words: readonly string[],
): readonly ExpectedValue[] {
  const named = attributed(table, state, name);
  const isAllowed = (word: string): boolean => valued(table, named, word).kind !== 'notAllowed';
  return wordsFirst(words.filter(isAllowed), expectedValues(named));
}

/** The same of the text of an element whose start tag has ended. */
export function textValues(
  { table }: Pick<Grammar, 'table'>,
  content: Pattern,
  words: readonly string[],
): readonly ExpectedValue[] {
  const isAllowed = (word: string): boolean =>
    ended(table, texted(table, content, word)).kind !== 'notAllowed';
  return wordsFirst(words.filter(isAllowed), expectedValues(content));
}

function wordsFirst(
  words: readonly string[],
  values: readonly ExpectedValue[],
): readonly ExpectedValue[] {
  if (words.length === 0) return values;
  return [
    ...words.map((value) => ({ kind: 'value' as const, value })),
    ...values.filter((one) => one.kind !== 'value' || !words.includes(one.value)),
  ];
}
