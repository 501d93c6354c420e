import type { Element } from '@xmldom/xmldom';
import type { SourceRange } from '../text/range.ts';
import type { ExpectedValue } from './pattern/expected.ts';
import type { Name } from './pattern/nameClass.ts';
import type { Pattern } from './pattern/pattern.ts';

export type SchemaProblemKind =
  | 'unknown-element'
  | 'unknown-attribute'
  | 'bad-value'
  | 'missing-attribute'
  | 'missing-element'
  | 'element-not-allowed-here'
  | 'text-not-allowed';

/** A place where a document is not as its schema wants it. */
export interface SchemaProblem {
  readonly kind: SchemaProblemKind;
  /** The name that is not allowed, the value or text that is bad, or the name in the start tag of what lacks something. */
  readonly range: SourceRange;
  /** The element that has the attribute, value or text, that lacks something, or that is itself not allowed. */
  readonly element: Element;
  /** The attribute's name as written; undefined where an element or its text is meant. */
  readonly attribute: string | undefined;
  /** The name or value as written; '' where something is missing. */
  readonly written: string;
  /** The names that would be allowed instead, or that are missing (any of them where `isChoice`). */
  readonly names: readonly Name[];
  /** Of missing names one is enough. */
  readonly isChoice: boolean;
  /** What the value may be. */
  readonly values: readonly ExpectedValue[];
  /** Of attributes that are missing or bad: what the element can be, for `attributesToWrite`. */
  readonly opened: Pattern | undefined;
  /** What was most likely meant: a name, or a value. */
  readonly suggestion: string | undefined;
  /** The schema knows this name in this place, but not beside what stands there already. */
  readonly isKnown: boolean;
  /** Where a reader from the top notices it: the end tag of what lacks an element. */
  readonly noticed: number;
}
