import type { Element } from '@xmldom/xmldom';
import type { DomainModel } from '../domain/model.ts';
import { describeElement } from '../relaxng/describe.ts';
import type { ParsedXml } from '../xml/source.ts';
import { childElements } from '../xml/walk.ts';
import { SCHEMA_OF_ROOT, type DocumentSchema } from './schemas.ts';
import type { World } from './world.ts';

/** Whether documents with this root might be libvirt's, and there are schemas to tell. Reads no schema. */
export function hasSchema({ schemas }: World, root: string): boolean {
  return schemas !== undefined && SCHEMA_OF_ROOT.has(root);
}

/** The schema for a document that is libvirt's; undefined for one that only has a root of the same name. */
export function schemaOf(
  { document }: ParsedXml,
  domains: readonly DomainModel[],
  { schemas }: World,
): DocumentSchema | undefined {
  const root = document.documentElement;
  if (root === null || schemas === undefined || (root.namespaceURI ?? '') !== '') return undefined;
  const name = root.tagName;
  if (name === 'domain') return domains.length > 0 ? schemas(name) : undefined;
  if (!SCHEMA_OF_ROOT.has(name)) return undefined;
  const schema = schemas(name);
  if (schema === undefined || domains.length > 0) return schema;
  return isLibvirts(schema, root) ? schema : undefined;
}

/**
 * Other software has roots called `network`, `device` or `filter`, too. libvirt's are those of which the schema knows most children,
 * or, where there are none, every attribute.
 */
function isLibvirts({ grammar }: DocumentSchema, root: Element): boolean {
  const known = describeElement(grammar, root, root);
  if (known === undefined) return false;
  const names = new Set(known.elements.map(({ ns, local }) => `${ns} ${local}`));
  const children = childElements(root);
  if (children.length > 0) {
    const ours = children.filter((child) =>
      names.has(`${child.namespaceURI ?? ''} ${child.localName ?? ''}`),
    );
    return ours.length * 2 > children.length;
  }
  const attributes = new Set(known.attributes.map(({ name }) => name.local));
  return Array.from(root.attributes).every(
    ({ name }) => name.startsWith('xmlns') || attributes.has(name),
  );
}
