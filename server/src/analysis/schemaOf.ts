import type { Element } from '@xmldom/xmldom';
import type { DomainModel } from '../domain/model.ts';
import { validate } from '../relaxng/validate.ts';
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
  // A guest's network card, as attach-device takes it, has the same root as an interface of the host, which always has a name.
  if (root.tagName === 'interface' && !root.hasAttribute('name')) return false;
  const problems = validate(grammar, root);
  const children = childElements(root).length;
  if (children === 0)
    return problems.every(({ kind, element }) => kind !== 'unknown-attribute' || element !== root);
  const unknown = problems.filter(
    ({ kind, element }) => kind === 'unknown-element' && element.parentNode === root,
  );
  return unknown.length * 2 < children;
}
