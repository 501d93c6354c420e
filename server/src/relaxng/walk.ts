import type { Attr, Element, Node } from '@xmldom/xmldom';
import { XML } from '../xml/namespaces.ts';
import { sourceOf } from '../xml/source.ts';
import { isElement, textOf } from '../xml/walk.ts';
import { isBlank } from './datatype/datatype.ts';
import { withNamespaces } from './datatype/qualified.ts';
import type { Grammar } from './grammar.ts';
import { attributed, closed, ended, opened, texted, valued } from './pattern/derive.ts';
import { choiceOf, type PatternTable } from './pattern/make.ts';
import { nameKey, type Name } from './pattern/nameClass.ts';
import type { Pattern } from './pattern/pattern.ts';
import type { SchemaProblem } from './problem.ts';
import {
  badText,
  badValue,
  lacksAttribute,
  lacksElement,
  misplaced,
  strangeAttribute,
} from './problems.ts';

/** An open element while a document is walked. */
export interface Frame {
  readonly element: Element;
  /** What the element could be before its attributes were read. */
  readonly atOpening: Pattern;
  /** What its content may be, its attributes read. */
  readonly content: Pattern;
  /** What is still wanted. */
  state: Pattern;
  /** What the parent goes on with where this element did not belong; undefined where it did. */
  readonly resume: Pattern | undefined;
  next: Node | null;
  hasElements: boolean;
  /** A text was reported: nothing more is said of what the element lacks. */
  isForgiven: boolean;
  /** Elements that come too late, as was said already. */
  excused: Set<string> | undefined;
}

/** Looks on while a document is walked; `false` ends the walk. */
export interface Observer {
  readonly enter?: (element: Element, before: Pattern, atOpening: Pattern) => boolean;
  /** Before the next child of an open element, null at its end. */
  readonly child?: (frame: Frame, node: Node | null) => boolean;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** The expanded name of an element or attribute. */
export function nameOf(node: Element | Attr): Name {
  return { ns: node.namespaceURI ?? '', local: node.localName ?? node.nodeName };
}

/** The attributes that are no namespace declarations. */
export function attributesOf(element: Element): Attr[] {
  const { attributes } = element;
  const found: Attr[] = [];
  for (let i = 0; i < attributes.length; i++) {
    const attribute = attributes.item(i);
    if (attribute !== null && attribute.namespaceURI !== XMLNS) found.push(attribute);
  }
  return found;
}

/** A text of an element as it is judged. */
export function textIn({ judgesNames }: PatternTable, element: Element, text: string): string {
  if (!judgesNames) return text;
  return withNamespaces(text, (prefix) =>
    prefix === 'xml' ? XML : element.lookupNamespaceURI(prefix || null),
  );
}

/** Walks a document with its schema, goes on after each problem, and tells them in the order in which they are noticed. */
export function walk(
  grammar: Grammar,
  root: Element,
  observer: Observer = {},
): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const run: Run = { grammar, problems, frames: [], observer };
  if (enter(run, root, grammar.start)) goOn(run);
  return problems;
}

/** An attribute as it could be written. */
export interface Change {
  readonly name: Name;
  readonly value: string;
}

/** How many elements may still be read for what is tried. */
export interface Budget {
  left: number;
}

/**
 * How many problems an element that can be `atOpening` would have, if it had these attributes instead of its own of their names; they are
 * not counted beyond `most`, nor beyond the budget.
 */
export function problemsWith(
  grammar: Grammar,
  element: Element,
  atOpening: Pattern,
  changes: readonly Change[],
  most: number,
  budget: Budget,
): number {
  if (--budget.left < 0) return most;
  const problems: SchemaProblem[] = [];
  const enter = (): boolean => --budget.left >= 0 && problems.length < most;
  const run: Run = { grammar, problems, frames: [], observer: { enter } };
  const content = readAttributes(run, element, atOpening, changes);
  run.frames.push(frameOf(element, atOpening, content));
  goOn(run);
  return problems.length;
}

function goOn(run: Run): void {
  const { frames, observer } = run;
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const node = frame.next;
    if (observer.child?.(frame, node) === false) break;
    if (node === null) {
      leave(run, frame);
      continue;
    }
    frame.next = node.nextSibling;
    if (isElement(node)) {
      if (!enter(run, node, frame.state, frame)) break;
    } else if (frame.hasElements && (node.nodeType === 3 || node.nodeType === 4))
      readTextBetween(run, frame, node);
  }
}

interface Run {
  readonly grammar: Grammar;
  readonly problems: SchemaProblem[];
  readonly frames: Frame[];
  readonly observer: Observer;
}

/** @returns whether the walk goes on */
function enter(run: Run, element: Element, before: Pattern, parent?: Frame): boolean {
  const { table } = run.grammar;
  let atOpening = opened(table, before, nameOf(element));
  let resume: Pattern | undefined;
  if (atOpening.kind === 'notAllowed') {
    const way = misplaced(table, element, before, parent);
    if (way.problem !== undefined) run.problems.push(way.problem);
    if (way.opened === undefined) return true;
    atOpening = way.opened;
    if (way.isAside) resume = before;
  }
  if (run.observer.enter?.(element, before, atOpening) === false) return false;
  const content = readAttributes(run, element, atOpening);
  run.frames.push(frameOf(element, atOpening, content, resume));
  return true;
}

function frameOf(element: Element, atOpening: Pattern, content: Pattern, resume?: Pattern): Frame {
  return {
    element,
    atOpening,
    content,
    state: content,
    resume,
    next: element.firstChild,
    hasElements: holdsElements(element),
    isForgiven: false,
    excused: undefined,
  };
}

/** `childNodes` is a live list, and dear. */
function holdsElements(element: Element): boolean {
  for (let node = element.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node)) return true;
  return false;
}

/** Reads the attributes and the end of the start tag. */
function readAttributes(
  run: Run,
  element: Element,
  atOpening: Pattern,
  changes: readonly Change[] = [],
): Pattern {
  const { table } = run.grammar;
  const source = sourceOf(element);
  const isChanged = (one: Attr): boolean =>
    changes.some(({ name }) => nameKey(name) === nameKey(nameOf(one)));
  let state = changes.reduce(
    (before, { name, value }) =>
      valued(table, attributed(table, before, name), textIn(table, element, value)),
    atOpening,
  );
  for (const attribute of attributesOf(element)) {
    if (changes.length > 0 && isChanged(attribute)) continue;
    const named = attributed(table, state, nameOf(attribute));
    if (named.kind === 'notAllowed') {
      const { problem, meant } = strangeAttribute(table, element, attribute, state, atOpening);
      if (problem !== undefined) run.problems.push(problem);
      if (meant === undefined) continue;
      const asMeant = attributed(table, state, meant);
      const rest = valued(table, asMeant, textIn(table, element, attribute.value));
      state = rest.kind === 'notAllowed' ? ended(table, asMeant, true) : rest;
      continue;
    }
    const rest = valued(table, named, textIn(table, element, attribute.value));
    if (rest.kind === 'notAllowed') {
      const unevaluated = source.attributes.get(attribute.name)?.value?.unevaluated === true;
      if (!unevaluated) run.problems.push(badValue(element, attribute, named, atOpening));
    }
    state = rest.kind === 'notAllowed' ? ended(table, named, true) : rest;
  }
  const content = closed(table, state);
  if (content.kind !== 'notAllowed') return content;
  const isWritten = [...source.attributes.values()].every(({ value }) => value !== undefined);
  if (!source.halfTyped && isWritten) run.problems.push(lacksAttribute(element, state, atOpening));
  return closed(table, state, true);
}

function readTextBetween(run: Run, frame: Frame, node: Node): void {
  const text = node.nodeValue ?? '';
  if (isBlank(text)) return;
  const { table } = run.grammar;
  const rest = texted(table, frame.state, textIn(table, frame.element, text));
  if (rest.kind !== 'notAllowed') frame.state = rest;
  else if (!frame.isForgiven) {
    run.problems.push(badText(frame.element, frame.state, node));
    frame.isForgiven = true;
  }
}

function leave(run: Run, frame: Frame): void {
  const { table } = run.grammar;
  const { element } = frame;
  const source = sourceOf(element);
  if (!frame.hasElements) {
    const { value, source: textSource } = textOf(element);
    const rest = texted(table, frame.state, textIn(table, element, value));
    const all = isBlank(value) ? choiceOf(table, [frame.state, rest]) : rest;
    if (all.kind !== 'notAllowed') frame.state = all;
    else {
      frame.isForgiven = true;
      if (textSource.unevaluated !== true) run.problems.push(badText(element, frame.state));
    }
  }
  const after = ended(table, frame.state);
  if (after.kind === 'notAllowed' && !frame.isForgiven && !source.damaged && !source.halfTyped)
    run.problems.push(lacksElement(element, frame.state));
  const rest = after.kind === 'notAllowed' ? ended(table, frame.state, true) : after;
  run.frames.pop();
  const parent = run.frames.at(-1);
  if (parent !== undefined) parent.state = frame.resume ?? rest;
}
