/** What one construct of RELAX NG allows. */
export interface Construct {
  readonly name: string;
  readonly pattern: string;
  /** Other files of the schema, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

export const B = "<element name='b'><empty/></element>";
export const C = "<element name='c'><empty/></element>";
export const a = (content: string): string => `<element name='a'>${content}</element>`;
export const grammar = (parts: string): string => `<grammar>${parts}</grammar>`;
export const X = "xmlns:x='urn:x'";
