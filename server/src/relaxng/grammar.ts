import type { SourceRange } from '../text/range.ts';
import type { PatternTable } from './pattern/make.ts';
import type { Pattern } from './pattern/pattern.ts';

/** A schema, ready to judge documents. Opaque: `validate`, `allowedAt` and `describe` take it. */
export interface Grammar {
  readonly start: Pattern;
  readonly table: PatternTable;
}

/** Something wrong in a schema's text, or something in it that is not judged. */
export interface GrammarProblem {
  /** error: the schema cannot be used; note: it is used, but this part of it is not judged. */
  readonly severity: 'error' | 'note';
  /** The name of the schema file, as the loader was asked for it. */
  readonly file: string;
  readonly range: SourceRange;
  readonly message: string;
}

export interface ReadGrammar {
  /** Undefined if a problem is an error. */
  readonly grammar: Grammar | undefined;
  readonly problems: readonly GrammarProblem[];
  /** All files that were read. */
  readonly files: readonly string[];
}
