import type { Document, Element, Node } from '@xmldom/xmldom';
import { contentSource, sourceOf } from '../xml/source.ts';
import { childElements, isElement } from '../xml/walk.ts';
import type { Grammar } from './grammar.ts';
import { attributed, ended, opened, valued } from './pattern/derive.ts';
import type { ExpectedValue } from './pattern/expected.ts';
import {
  expectedAttributes,
  expectedElements,
  expectedValues,
  required,
} from './pattern/expected.ts';
import type { PatternTable } from './pattern/make.ts';
import type { Name } from './pattern/nameClass.ts';
import { nameKey } from './pattern/nameClass.ts';
import type { Pattern } from './pattern/pattern.ts';
import { attributesOf, nameOf, textIn, walk } from './walk.ts';

/** A name that may stand in a place. */
export interface AllowedName {
  readonly name: Name;
  /** Nothing is right without it. */
  readonly isRequired: boolean;
}

/** What may stand at a place of a document. */
export interface Allowed {
  /** `content`: between tags, or on an element's name; `attributes`: in a start tag; `value`: in an attribute's value. */
  readonly place: 'content' | 'attributes' | 'value';
  /** The element around the place; undefined for the root's own place. */
  readonly element: Element | undefined;
  /** Required ones first, then in the schema's order; those that cannot stand beside what follows are left out. */
  readonly elements: readonly AllowedName[];
  /** Required ones first; those that are written already are left out. */
  readonly attributes: readonly AllowedName[];
  /** Of an attribute's value, or of the element's text; `text` among them: any text. */
  readonly values: readonly ExpectedValue[];
  /** What is wanted at the place, for `draftElement`, `attributeValues` and `textValues`. */
  readonly state: Pattern;
}

/** A place by its element: on its name (or where its name is to stand), in its start tag but for one attribute, in its content. */
export type Where =
  | { readonly kind: 'name'; readonly element: Element }
  | { readonly kind: 'tag'; readonly element: Element; readonly but: string | undefined }
  | { readonly kind: 'content'; readonly element: Element; readonly offset: number };

/** What may stand at a place that is known already; undefined where the schema says nothing. Never throws. */
export function allowedIn(grammar: Grammar, root: Element, where: Where): Allowed | undefined {
  switch (where.kind) {
    case 'name':
      return atChild(grammar, root, where.element);
    case 'content':
      return inContent(grammar, root, where.element, where.offset);
    case 'tag': {
      const atOpening = openingOf(grammar, root, where.element);
      if (atOpening === undefined) return undefined;
      const state = withAttributes(grammar.table, where.element, atOpening, where.but);
      return attributesIn(where.element, state, where.but);
    }
  }
}

/** What may stand at an offset of a document that `parseXml` made; undefined where the schema says nothing. Never throws. */
export function allowedAt(
  grammar: Grammar,
  document: Document,
  offset: number,
): Allowed | undefined {
  const root = document.documentElement;
  if (root === null) return contentOf(grammar.table, undefined, grammar.start, []);
  const element = innermost(root, offset);
  if (element === undefined) return contentOf(grammar.table, undefined, grammar.start, []);
  const { name, startTag, selfClosing, halfTyped } = sourceOf(element);
  if (offset <= name.end) return atChild(grammar, root, element);
  const isInTag = offset < startTag.end || (halfTyped && offset <= startTag.end);
  if (isInTag || selfClosing) return inStartTag(grammar, root, element, offset);
  return inContent(grammar, root, element, offset);
}

/** The deepest element that holds the offset, its tags counted. */
function innermost(root: Element, offset: number): Element | undefined {
  const holds = (element: Element): boolean => {
    const { whole } = sourceOf(element);
    return whole.start < offset && offset <= whole.end - (sourceOf(element).halfTyped ? 0 : 1);
  };
  let found: Element | undefined;
  for (let next = holds(root) ? root : undefined; next !== undefined;) {
    found = next;
    next = childElements(next).find(holds);
  }
  return found;
}

/** On the name of an element: what may stand in its place. */
function atChild(grammar: Grammar, root: Element, element: Element): Allowed | undefined {
  const parent = element.parentNode;
  if (parent === null || !isElement(parent))
    return contentOf(grammar.table, undefined, grammar.start, []);
  return beforeChild(grammar, root, parent, element, followers(element.nextSibling));
}

function inContent(
  grammar: Grammar,
  root: Element,
  element: Element,
  offset: number,
): Allowed | undefined {
  const next = Array.from(element.childNodes).find((node) => startOf(node) >= offset) ?? null;
  return beforeChild(grammar, root, element, next, followers(next));
}

function startOf(node: Node): number {
  if (isElement(node)) return sourceOf(node).whole.start;
  return contentSource(node)?.range.start ?? 0;
}

function followers(from: Node | null): Name[] {
  const found: Name[] = [];
  for (let node = from; node !== null; node = node.nextSibling)
    if (isElement(node)) found.push(nameOf(node));
  return found;
}

function beforeChild(
  grammar: Grammar,
  root: Element,
  parent: Element,
  before: Node | null,
  later: readonly Name[],
): Allowed | undefined {
  let state: Pattern | undefined;
  walk(grammar, root, {
    child: (frame, node) => {
      if (frame.element !== parent || node !== before) return true;
      state = frame.state;
      return false;
    },
  });
  return state === undefined ? undefined : contentOf(grammar.table, parent, state, later);
}

function contentOf(
  table: PatternTable,
  element: Element | undefined,
  state: Pattern,
  later: readonly Name[],
): Allowed {
  const fitting = (start: Pattern): number =>
    later.reduce(
      ({ at, count }, name) => {
        const next = passed(table, at, name);
        return next.kind === 'notAllowed' ? { at, count } : { at: next, count: count + 1 };
      },
      { at: start, count: 0 },
    ).count;
  const most = fitting(state);
  const end = later.reduce((at, name) => {
    const next = passed(table, at, name);
    return next.kind === 'notAllowed' ? at : next;
  }, state);
  const needed = required(end, 'element');
  const stillFine = new Set(expectedElements(end).names.map(nameKey));
  const names = expectedElements(state).names.filter(
    (name) => stillFine.has(nameKey(name)) || fitting(passed(table, state, name)) >= most,
  );
  return {
    place: 'content',
    element,
    elements: requiredFirst(names, needed),
    attributes: [],
    values: expectedValues(state),
    state,
  };
}

/** After an element of that name, whatever it holds. */
function passed(table: PatternTable, state: Pattern, name: Name): Pattern {
  return ended(table, opened(table, state, name), true);
}

function inStartTag(
  grammar: Grammar,
  root: Element,
  element: Element,
  offset: number,
): Allowed | undefined {
  const atOpening = openingOf(grammar, root, element);
  if (atOpening === undefined) return undefined;
  const { table } = grammar;
  const source = [...sourceOf(element).attributes].find(
    ([, { whole }]) => whole.start <= offset && offset <= whole.end,
  );
  const own = source?.[0];
  const state = withAttributes(table, element, atOpening, own);
  const nothing = { element, elements: [], attributes: [], values: [], state };
  if (source !== undefined && source[1].equals !== undefined && offset > source[1].equals) {
    const written = attributesOf(element).find(({ name }) => name === own);
    const name = written === undefined ? { ns: '', local: source[0] } : nameOf(written);
    const values = expectedValues(attributed(table, state, name));
    return { ...nothing, place: 'value', values };
  }
  return attributesIn(element, state, own);
}

function attributesIn(element: Element, state: Pattern, own: string | undefined): Allowed {
  const given = new Set([...sourceOf(element).attributes.keys()].filter((name) => name !== own));
  const names = expectedAttributes(state).names.filter(
    (name) => name.ns !== '' || !given.has(name.local),
  );
  const attributes = requiredFirst(names, required(state, 'attribute'));
  return { place: 'attributes', element, elements: [], attributes, values: [], state };
}

/** What the element could be before its attributes were read. */
export function openingOf(grammar: Grammar, root: Element, element: Element): Pattern | undefined {
  let found: Pattern | undefined;
  walk(grammar, root, {
    enter: (at, _before, atOpening) => {
      if (at !== element) return true;
      found = atOpening;
      return false;
    },
  });
  return found;
}

/** After all attributes of the element but one. */
export function withAttributes(
  table: PatternTable,
  element: Element,
  atOpening: Pattern,
  but: string | undefined,
): Pattern {
  let state = atOpening;
  for (const attribute of attributesOf(element)) {
    if (attribute.name === but) continue;
    const named = attributed(table, state, nameOf(attribute));
    if (named.kind === 'notAllowed') continue;
    const rest = valued(table, named, textIn(table, element, attribute.value));
    state = rest.kind === 'notAllowed' ? ended(table, named, true) : rest;
  }
  return state;
}

function requiredFirst(
  names: readonly Name[],
  needed: ReadonlyMap<string, Name>,
): readonly AllowedName[] {
  const all = names.map((name) => ({ name, isRequired: needed.has(nameKey(name)) }));
  return [...all.filter((one) => one.isRequired), ...all.filter((one) => !one.isRequired)];
}
