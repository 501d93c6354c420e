import type { Attr, Document, Element, Node } from '@xmldom/xmldom';
import { DOMImplementation } from '@xmldom/xmldom';
import type { Namespaces } from './namespaces.ts';
import { XMLNS, declare, resolve, startNamespaces, undeclare } from './namespaces.ts';
import { compareBySource } from './order.ts';
import { report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';
import type { AttributeSource, ElementSource, ValueSource } from './source.ts';
import { SOURCE } from './source.ts';
import { joined } from './sourcedText.ts';
import type { SyntaxElement, SyntaxLeaf, SyntaxTree } from './syntax.ts';

/**
 * Makes the tree an xmldom Document as `DOMParser` would: namespaces resolved, `xmlns` attributes kept. A prefix
 * that is bound to nothing is reported, and stays part of a name without namespace, as libxml2 reads it.
 */
export function buildDocument(reading: Reading, tree: SyntaxTree): Document {
  const document = new DOMImplementation().createDocument(null, '');
  document.compareDocumentPosition = compareBySource;
  const namespaces = startNamespaces();
  const stack: Level[] = [{ parent: document, nodes: tree.children, next: 0, declared: [] }];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const node = level.nodes[level.next++];
    if (node === undefined) {
      undeclare(namespaces, level.declared);
      stack.pop();
    } else if (node.kind === 'element') {
      const declared = declare(namespaces, node);
      const element = makeElement(reading, document, namespaces, node);
      append(level.parent, element);
      stack.push({ parent: element, nodes: node.children, next: 0, declared });
    } else {
      const leaf = node.kind === 'text' ? wholeText(level, node) : node;
      append(level.parent, carry(makeLeaf(document, leaf), leaf.source));
    }
  }
  return document;
}

/**
 * As `appendChild`, for a node that is new and a parent that may have it: xmldom would make sure of that, which takes most of the time
 * that a tree takes.
 */
function append(parent: Node, node: Node): void {
  if (parent.nodeType === DOCUMENT) {
    parent.appendChild(node);
    return;
  }
  const above: Writable<Node> = parent;
  const child: Writable<Node> = node;
  const before: Writable<Node> | null = parent.lastChild;
  child.parentNode = parent;
  child.previousSibling = before;
  if (before === null) above.firstChild = node;
  else before.nextSibling = node;
  above.lastChild = node;
  const all = parent.childNodes as unknown as { [index: number]: Node; length: number };
  all[all.length] = node;
  all.length++;
}

const DOCUMENT = 9;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Level {
  readonly parent: Node;
  readonly nodes: SyntaxTree['children'];
  next: number;
  readonly declared: readonly string[];
}

/** The text with those that follow it at once: where an empty CDATA section or a stray tag stood is one text for the DOM. */
function wholeText(level: Level, first: SyntaxLeaf): SyntaxLeaf {
  const pieces: SyntaxLeaf[] = [first];
  for (let next = level.nodes[level.next]; next?.kind === 'text'; next = level.nodes[level.next]) {
    pieces.push(next);
    level.next++;
  }
  return pieces.length === 1 ? first : { ...first, ...joined(pieces) };
}

function makeElement(
  reading: Reading,
  document: Document,
  namespaces: Namespaces,
  node: SyntaxElement,
): Element {
  reading.elementNames.add(node.name);
  const namespace = node.proper ? resolve(namespaces, node.name, true) : '';
  if (namespace === undefined) reportUnbound(reading, node.name, node.source.name);
  const element = namespace
    ? document.createElementNS(namespace, node.name)
    : document.createElement(node.name);
  let prefixed: Set<string> | undefined;
  for (const { name, value, source } of node.attributes) {
    const attribute = makeAttribute(reading, document, namespaces, name, source);
    attribute.value = attribute.nodeValue = value;
    if (attribute.prefix !== null) {
      const key = `${attribute.namespaceURI ?? ''} ${attribute.localName ?? ''}`;
      prefixed ??= new Set();
      if (prefixed.has(key)) {
        reportSame(reading, name, source);
        continue;
      }
      prefixed.add(key);
    }
    element.setAttributeNode(carry(attribute, source));
  }
  return carry(element, node.source);
}

function makeAttribute(
  reading: Reading,
  document: Document,
  namespaces: Namespaces,
  name: string,
  source: AttributeSource,
): Attr {
  if (name === 'xmlns') return document.createAttributeNS(XMLNS, name);
  if (!name.includes(':')) return document.createAttribute(name);
  const namespace = resolve(namespaces, name, false);
  if (namespace) return document.createAttributeNS(namespace, name);
  reportUnbound(reading, name, source.name);
  return document.createAttribute(name);
}

function makeLeaf(document: Document, { kind, value, target }: SyntaxLeaf): Node {
  switch (kind) {
    case 'text':
      return document.createTextNode(value);
    case 'cdata':
      return document.createCDATASection(value);
    case 'comment':
      return document.createComment(value);
    case 'instruction':
      return document.createProcessingInstruction(target, value);
  }
}

function carry<N extends Node>(node: N, source: ElementSource | AttributeSource | ValueSource): N {
  (node as N & { [SOURCE]?: typeof source })[SOURCE] = source;
  node.compareDocumentPosition = compareBySource;
  return node;
}

function reportSame(reading: Reading, name: string, source: AttributeSource): void {
  const message = `'${shown(name)}' is the same attribute as one before it under another prefix`;
  report(reading.problems, 'duplicate-attribute', source.whole, message, { severity: 'warning' });
}

function reportUnbound(
  reading: Reading,
  name: string,
  range: { readonly start: number; readonly end: number },
): void {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, colon);
  if (reading.unbound.has(prefix)) return;
  reading.unbound.add(prefix);
  const end = range.start + colon;
  report(
    reading.problems,
    'unbound-prefix',
    { start: range.start, end },
    `the prefix '${shown(prefix)}' is not declared; '${shown(name)}' means nothing to libvirt without xmlns:${shown(prefix)}='…' on an element around it`,
  );
}
