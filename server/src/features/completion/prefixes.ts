import type { Element } from '@xmldom/xmldom';
import type { Name } from '../../relaxng/pattern/nameClass.ts';

/** A name as it is to be written. */
export interface Qualified {
  readonly name: string;
  /** A namespace declaration that the element needs for that, with its leading blank; empty where none is needed. */
  readonly declaration: string;
}

/** How a name is written inside of an element; undefined where it cannot be told. */
export function qualified({ ns, local }: Name, inside: Element): Qualified | undefined {
  if (ns === '')
    return inside.lookupNamespaceURI(null) === null ? { name: local, declaration: '' } : undefined;
  const bound = inside.lookupPrefix(ns);
  if (bound !== null) return { name: `${bound}:${local}`, declaration: '' };
  // libvirt's own namespaces end in what they are for and a version: …/schemas/domain/qemu/1.0
  const prefix = /\/([a-z]+)\/[\d.]+$/.exec(ns)?.[1];
  if (prefix === undefined || inside.lookupNamespaceURI(prefix) !== null) return undefined;
  return { name: `${prefix}:${local}`, declaration: ` xmlns:${prefix}='${ns}'` };
}
