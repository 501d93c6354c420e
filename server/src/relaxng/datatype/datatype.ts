/** A type of values with its parameters, ready to judge. */
export interface Datatype {
  /** Equal for equal types. */
  readonly key: string;
  /** The type's name as the schema writes it, such as `unsignedInt`. */
  readonly name: string;
  /** The type in words: `a whole number from 0 to 255`. */
  readonly words: string;
  /** The regular expressions that a value must match, as the schema writes them. */
  readonly patterns: readonly string[];
  /** Values are names, whose prefixes mean what is bound to them: `formOf` judges those. */
  readonly isName: boolean;
  /** Whether the text is a value of this type. Total, and linear in the text. */
  readonly accepts: (text: string) => boolean;
  /** The text in the one form that equal values share; undefined for no value of this type. */
  readonly canonical: (text: string) => string | undefined;
}

/** A parameter (`<param name='pattern'>`), as the schema writes it. */
export interface Param {
  readonly name: string;
  readonly value: string;
}

/** What a type is before it has parameters. */
export interface Primitive {
  readonly words: string;
  readonly space: 'preserve' | 'replace' | 'collapse';
  /** Whether the text, its white space treated, is a value. */
  readonly accepts: (text: string) => boolean;
  /** One form for equal values; absent where values are equal only when written alike. */
  readonly canonical?: (text: string) => string;
  /** Order of two values: negative, 0, positive, or NaN for values without order; absent for a type without order. */
  readonly compare?: (a: string, b: string) => number;
  /** Length in the type's own unit; absent for a type without length. */
  readonly length?: (text: string) => number;
  readonly isName?: true;
  /** Values are decimal numbers, whose digits can be counted. */
  readonly hasDigits?: true;
  /** For whole numbers: the least and the greatest. */
  readonly bounds?: readonly [least: string | undefined, greatest: string | undefined];
}

/** White space as the type treats it before it looks at a value. */
export function treatSpace(space: Primitive['space'], text: string): string {
  if (space === 'preserve') return text;
  if (space === 'replace') return text.replace(/[\t\n\r]/g, ' ');
  return words(text).join(' ');
}

/** The pieces of a text between white space. */
export function words(text: string): string[] {
  return text.split(/[\t\n\r ]+/).filter((word) => word !== '');
}

/** Whether a text is white space alone, or empty. */
export function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 32 && unit !== 10 && unit !== 9 && unit !== 13) return false;
  }
  return true;
}
