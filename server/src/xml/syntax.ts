import type { SourceRange } from '../text/range.ts';
import type { AttributeSource, ElementSource, ValueSource } from './source.ts';

/** The tree as it was written, before namespaces are resolved. Recovery may still move things in it. */
export interface SyntaxElement {
  readonly kind: 'element';
  /** The qualified name as written. */
  readonly name: string;
  /** Whether XML allows the name; any other has no namespace. */
  readonly proper: boolean;
  /** What goes into the DOM: the first of each name, with a proper name and a value. */
  readonly attributes: SyntaxAttribute[];
  readonly children: SyntaxNode[];
  readonly source: Writable<ElementSource>;
}

export interface SyntaxAttribute {
  readonly name: string;
  readonly value: string;
  readonly source: AttributeSource;
}

export interface SyntaxLeaf {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
  readonly value: string;
  /** Of a processing instruction only. */
  readonly target: string;
  readonly source: ValueSource;
}

export type SyntaxNode = SyntaxElement | SyntaxLeaf;

export interface SyntaxTree {
  /** The root and what stands around it, in order. */
  readonly children: readonly SyntaxNode[];
  readonly root: SyntaxElement | undefined;
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The part of a start tag that messages and underlines show: `<name`. */
export function tagHead(element: SyntaxElement): SourceRange {
  return { start: element.source.startTag.start, end: element.source.name.end };
}
