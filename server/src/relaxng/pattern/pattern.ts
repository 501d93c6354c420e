import type { Datatype } from '../datatype/datatype.ts';
import type { NameClass } from './nameClass.ts';

/** A pattern of RELAX NG in its simple form. Equal patterns are one object (`make.ts`). */
export type Pattern =
  | (Base & { readonly kind: 'notAllowed' | 'empty' | 'text' })
  | (Base & { readonly kind: 'choice'; readonly of: readonly Pattern[] })
  | (Base & {
      readonly kind: 'group' | 'interleave' | 'after';
      readonly left: Pattern;
      readonly right: Pattern;
    })
  | (Base & { readonly kind: 'oneOrMore' | 'list'; readonly of: Pattern })
  | (Base & { readonly kind: 'data'; readonly data: DataPattern })
  | (Base & { readonly kind: 'value'; readonly value: ValuePattern })
  | (Base & { readonly kind: 'attribute'; readonly names: NameClass; readonly of: Pattern })
  | (Base & { readonly kind: 'element'; readonly element: ElementPattern });

export interface Base {
  readonly id: number;
  /** Matches nothing at all: no attribute, no text, no element. */
  readonly isNullable: boolean;
  /** An attribute is still to come. */
  readonly hasAttributes: boolean;
  /** Text is judged by its value: a type, a value or a list is within reach. */
  readonly judgesText: boolean;
  /** What was derived from this pattern; most of a schema's are never asked for it. */
  memo: Memo | undefined;
}

export interface DataPattern {
  readonly type: Datatype;
  /** The name of the definition that this type is the body of, as the schema's author calls it: `UUID`. */
  readonly called: string | undefined;
  readonly except: Pattern | undefined;
}

export interface ValuePattern {
  readonly type: Datatype;
  /** Of a name `withNamespaces`. */
  readonly text: string;
}

export interface ElementPattern {
  readonly names: NameClass;
  /** Set once the element's content is read: elements may hold themselves. */
  content: Pattern;
}

/** Derivatives of one pattern, valid for one generation of the table. */
export interface Memo {
  readonly generation: number;
  readonly pairs: Map<string, Map<Pattern, Pattern>>;
  /** By the name or the text that was met. */
  readonly derived: Map<Step, Map<string, Pattern>>;
}

export type Step = 'opened' | 'skipped' | 'attributed' | 'closed' | 'valued' | 'texted';
