import type { Attr, Element, Node } from '@xmldom/xmldom';
import type { AttributeSource, ElementSource, ValueSource } from './source.ts';
import { SOURCE } from './source.ts';

/**
 * `compareDocumentPosition` for nodes of a parsed document, by source offsets: constant time, where xmldom walks
 * siblings, which makes sorting by `xpath` quadratic. Nodes from elsewhere are disconnected.
 */
export function compareBySource(this: Node, other: Node): number {
  if (this === other) return 0;
  const here = placeOf(this);
  const there = placeOf(other);
  if (here === undefined || there === undefined || this.ownerDocument !== other.ownerDocument)
    return DISCONNECTED | IMPLEMENTATION_SPECIFIC | PRECEDING;
  if (here.start < there.start) {
    if (here.attribute && here.owner === there.owner) return IMPLEMENTATION_SPECIFIC | FOLLOWING;
    return there.start < here.end ? FOLLOWING | CONTAINED_BY : FOLLOWING;
  }
  if (here.attribute && there.attribute && here.owner === there.owner)
    return IMPLEMENTATION_SPECIFIC | PRECEDING;
  return here.start < there.end ? PRECEDING | CONTAINS : PRECEDING;
}

const DISCONNECTED = 1;
const PRECEDING = 2;
const FOLLOWING = 4;
const CONTAINS = 8;
const CONTAINED_BY = 16;
const IMPLEMENTATION_SPECIFIC = 32;

interface Place {
  readonly start: number;
  /** Nodes that begin before it lie inside. */
  readonly end: number;
  readonly attribute: boolean;
  readonly owner: Node | null;
}

function placeOf(node: Node): Place | undefined {
  switch (node.nodeType) {
    case 9:
      return { start: -1, end: Infinity, attribute: false, owner: null };
    case 1: {
      const source = (node as Element & { [SOURCE]?: ElementSource })[SOURCE];
      if (source === undefined) return undefined;
      const { start, end } = source.whole;
      return { start, end, attribute: false, owner: null };
    }
    case 2: {
      const source = (node as Attr & { [SOURCE]?: AttributeSource })[SOURCE];
      if (source === undefined) return undefined;
      const { start } = source.name;
      return { start, end: start, attribute: true, owner: (node as Attr).ownerElement };
    }
    default: {
      const source = (node as Node & { [SOURCE]?: ValueSource })[SOURCE];
      if (source === undefined) return undefined;
      const { start } = source.range;
      return { start, end: start, attribute: false, owner: null };
    }
  }
}
