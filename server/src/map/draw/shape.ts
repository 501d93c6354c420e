/** An element of a picture: a panel builds nodes of it, an export writes it as text. No style attributes: a content security policy forbids them. */
export interface Shape {
  /** An SVG element's name. */
  readonly tag: string;
  /** Numbers are rounded to tenths when they are written. */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Strings are text. */
  readonly children: readonly (Shape | string)[];
}
