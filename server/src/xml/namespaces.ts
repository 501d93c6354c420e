import type { SyntaxElement } from './syntax.ts';

export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XML = 'http://www.w3.org/XML/1998/namespace';

/** The prefixes in force, each with its bindings from the outermost inwards; '' is the default namespace. */
export type Namespaces = ReadonlyMap<string, string[]>;

export function startNamespaces(): Namespaces {
  return new Map();
}

/** Takes up the element's own declarations. @returns their prefixes, for `undeclare` at its end */
export function declare(namespaces: Namespaces, element: SyntaxElement): readonly string[] {
  let declared: string[] | undefined;
  for (const { name, value } of element.attributes) {
    if (!name.startsWith('xmlns')) continue;
    if (name.length > 5 && name.charAt(5) !== ':') continue;
    const prefix = name.slice(6);
    const bindings = namespaces.get(prefix);
    if (bindings === undefined) (namespaces as Map<string, string[]>).set(prefix, [value]);
    else bindings.push(value);
    (declared ??= []).push(prefix);
  }
  return declared ?? [];
}

export function undeclare(namespaces: Namespaces, declared: readonly string[]): void {
  for (const prefix of declared) namespaces.get(prefix)?.pop();
}

/**
 * The namespace of a qualified name: '' for none, undefined for a prefix that is bound to nothing.
 * A name without prefix has the default namespace if it is an element's.
 */
export function resolve(
  namespaces: Namespaces,
  name: string,
  isElement: boolean,
): string | undefined {
  const colon = name.indexOf(':');
  if (colon < 0) return isElement ? usable(namespaces.get('')?.at(-1)) : '';
  if (!isElement && colon === 5 && name.startsWith('xmlns')) return XMLNS;
  const prefix = name.slice(0, colon);
  if (prefix === 'xml') return XML;
  const bound = usable(namespaces.get(prefix)?.at(-1));
  return bound === '' ? undefined : bound;
}

/** No name can be put into the namespace of the declarations themselves. */
function usable(namespace: string | undefined): string {
  return namespace === undefined || namespace === XMLNS ? '' : namespace;
}
