/** An expanded name: '' for no namespace. */
export interface Name {
  readonly ns: string;
  readonly local: string;
}

/** The names that a schema allows in a place. */
export type NameClass =
  | { readonly kind: 'name'; readonly name: Name }
  | { readonly kind: 'any'; readonly except: NameClass | undefined }
  | { readonly kind: 'ns'; readonly ns: string; readonly except: NameClass | undefined }
  | { readonly kind: 'choice'; readonly of: readonly NameClass[] };

/** Equal for equal names. */
export function nameKey({ ns, local }: Name): string {
  return ns === '' ? local : `{${ns}}${local}`;
}

/** Whether the class has the name. */
export function hasName(names: NameClass, name: Name): boolean {
  switch (names.kind) {
    case 'name':
      return names.name.local === name.local && names.name.ns === name.ns;
    case 'any':
      return names.except === undefined || !hasName(names.except, name);
    case 'ns':
      return names.ns === name.ns && (names.except === undefined || !hasName(names.except, name));
    case 'choice':
      return names.of.some((part) => hasName(part, name));
  }
}

/** The names that the class lists one by one; what it allows beyond them is not among them. */
export function listedNames(names: NameClass): readonly Name[] {
  if (names.kind === 'name') return [names.name];
  return names.kind === 'choice' ? names.of.flatMap(listedNames) : [];
}

/** Whether the class allows names that it does not list. */
export function isOpen(names: NameClass): boolean {
  return names.kind === 'choice' ? names.of.some(isOpen) : names.kind !== 'name';
}
