import { report } from './problemList.ts';
import type { Reading } from './reading.ts';
import type { SyntaxElement, SyntaxNode } from './syntax.ts';

/** An element whose end has not come yet. */
export interface Open {
  readonly element: SyntaxElement;
  /** Children with a half typed start tag, and their place among the children: their close tag may still come. */
  halfTyped: HalfTyped | undefined;
  hasElements: boolean;
}

interface HalfTyped {
  readonly children: { readonly element: SyntaxElement; readonly index: number }[];
  /** How often each name is among them. */
  readonly names: Map<string, number>;
}

/** Which elements are open, from the root inwards, and what stands outside of the root. */
export interface Nesting {
  readonly stack: Open[];
  /** How often each name is open. */
  readonly openNames: Map<string, number>;
  readonly outer: SyntaxNode[];
  root: SyntaxElement | undefined;
  /** Every element whose start tag is half typed, for the findings at the end. */
  readonly halfTyped: { readonly element: SyntaxElement; readonly sureEnd: number }[];
  tooDeep: boolean;
  tooDeepForLibvirt: boolean;
}

export function startNesting(): Nesting {
  return {
    stack: [],
    openNames: new Map(),
    outer: [],
    root: undefined,
    halfTyped: [],
    tooDeep: false,
    tooDeepForLibvirt: false,
  };
}

export function add(nesting: Nesting, node: SyntaxNode): void {
  const top = nesting.stack.at(-1);
  if (top === undefined) {
    nesting.outer.push(node);
    if (node.kind === 'element') nesting.root = node;
    return;
  }
  top.element.children.push(node);
  if (node.kind === 'element') top.hasElements = true;
}

/** Puts a new element into the tree; `open` makes it the parent of what follows. */
export function addElement(
  reading: Reading,
  nesting: Nesting,
  element: SyntaxElement,
  open: boolean,
): void {
  if (nesting.stack.length >= reading.limits.libvirtDepth && !nesting.tooDeepForLibvirt) {
    nesting.tooDeepForLibvirt = true;
    const message = `elements are nested more than ${reading.limits.libvirtDepth} deep; libvirt's XML parser refuses such a document`;
    report(reading.problems, 'too-deep', element.source.startTag, message);
  }
  if (nesting.stack.length < reading.limits.depth) {
    add(nesting, element);
  } else if (!nesting.tooDeep) {
    nesting.tooDeep = true;
    const message = `elements are nested more than ${reading.limits.depth} deep; deeper ones are not read`;
    report(reading.problems, 'too-deep', element.source.startTag, message);
  }
  if (open) push(nesting, element);
}

/**
 * Keeps a half typed element without children; a later close tag may still claim what follows it. `sureEnd` is where its
 * last whole attribute ends.
 */
export function addHalfTyped(
  reading: Reading,
  nesting: Nesting,
  element: SyntaxElement,
  sureEnd: number,
): void {
  nesting.halfTyped.push({ element, sureEnd });
  const top = nesting.stack.at(-1);
  addElement(reading, nesting, element, top === undefined);
  if (top === undefined) return;
  top.halfTyped ??= { children: [], names: new Map() };
  top.halfTyped.children.push({ element, index: top.element.children.length - 1 });
  count(top.halfTyped.names, element.name, 1);
}

/**
 * Gives the half typed child of that name everything that came after it, since a close tag for it stands at `at`.
 * @returns the child, if there is one
 */
export function claimHalfTyped(
  nesting: Nesting,
  name: string,
  at: number,
): SyntaxElement | undefined {
  const top = nesting.stack.at(-1);
  if (!top?.halfTyped?.names.has(name)) return undefined;
  const { children, names } = top.halfTyped;
  for (let last = children.pop(); last !== undefined; last = children.pop()) {
    count(names, last.element.name, -1);
    if (last.element.name !== name) continue;
    for (const node of top.element.children.splice(last.index + 1))
      last.element.children.push(node);
    last.element.source.halfTyped = last.element.source.startTag.end === at;
    return last.element;
  }
  return undefined;
}

/** The half typed element before the close tag whose name runs on into its text: `<name` in `<namevm1</name>`. */
export function claimGlued(nesting: Nesting, name: string, at: number): SyntaxElement | undefined {
  const last = nesting.stack.at(-1)?.halfTyped?.children.at(-1)?.element;
  const glued = last?.source.startTag.end === at && name !== '' && last.name.startsWith(name);
  return glued ? claimHalfTyped(nesting, last.name, at) : undefined;
}

export function pop(nesting: Nesting): Open | undefined {
  const open = nesting.stack.pop();
  if (open !== undefined) count(nesting.openNames, open.element.name, -1);
  return open;
}

function push(nesting: Nesting, element: SyntaxElement): void {
  nesting.stack.push({ element, halfTyped: undefined, hasElements: false });
  count(nesting.openNames, element.name, 1);
}

function count(counts: Map<string, number>, name: string, by: number): void {
  const sum = (counts.get(name) ?? 0) + by;
  if (sum > 0) counts.set(name, sum);
  else counts.delete(name);
}
