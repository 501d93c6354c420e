import type { SourceRange } from '../../text/range.ts';

/** An element of a schema's text that is RELAX NG's; annotations are left out. Light: a schema has thousands of them. */
export interface SchemaElement {
  /** Without prefix. */
  readonly name: string;
  /** As written. */
  readonly tag: string;
  /** Where `tag` stands in the start tag. */
  readonly range: SourceRange;
  /** Those without namespace, by name; values as XML normalises them. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What is bound to prefixes here, '' for the default namespace. */
  readonly bindings: Bindings;
  readonly children: readonly SchemaElement[];
  /** All text directly in it. */
  readonly text: string;
}

/** Namespaces in reach of an element: its own declarations, then those around it. */
export interface Bindings {
  readonly own: ReadonlyMap<string, string>;
  readonly outer: Bindings | undefined;
}

export const RELAX_NG = 'http://relaxng.org/ns/structure/1.0';

const NO_BINDINGS: Bindings = {
  own: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]),
  outer: undefined,
};

/** The namespace of a prefix; '' names the default one. Undefined for a prefix that nobody declared. */
export function boundTo(bindings: Bindings, prefix: string): string | undefined {
  for (let at: Bindings | undefined = bindings; at !== undefined; at = at.outer) {
    const uri = at.own.get(prefix);
    if (uri !== undefined) return uri;
  }
  return prefix === '' ? '' : undefined;
}

/** An element while its schema is read; `undefined` bindings are those around it. */
export interface Opening {
  readonly tag: string;
  readonly start: number;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** An element that is still open. */
export interface Open {
  readonly tag: string;
  readonly bindings: Bindings;
  /** Undefined: an annotation, which holds no parts. */
  readonly element:
    (SchemaElement & { readonly children: SchemaElement[]; text: string }) | undefined;
}

/** Opens an element in the one around it; undefined where a prefix is bound to nothing. */
export function open(
  { tag, start, attributes }: Opening,
  around: Open | undefined,
): Open | undefined {
  const outer = around?.bindings ?? NO_BINDINGS;
  let bindings = outer;
  let own: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (!name.startsWith('xmlns')) continue;
    if (name.length > 5 && name.charAt(5) !== ':') continue;
    if (own === undefined) bindings = { own: (own = new Map()), outer };
    own.set(name.slice(6), value);
  }
  const colon = tag.indexOf(':');
  const ns = boundTo(bindings, colon < 0 ? '' : tag.slice(0, colon));
  if (ns === undefined) return undefined;
  const isAnnotation = ns !== RELAX_NG || (around !== undefined && around.element === undefined);
  if (isAnnotation) return { tag, bindings, element: undefined };
  const plain = attributes.filter(([name]) => name !== 'xmlns' && !name.includes(':'));
  const element = {
    name: colon < 0 ? tag : tag.slice(colon + 1),
    tag,
    range: { start, end: start + tag.length },
    attributes: plain.length === 0 ? NO_ATTRIBUTES : new Map(plain),
    bindings,
    children: [],
    text: '',
  };
  around?.element?.children.push(element);
  return { tag, bindings, element };
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
