import type { DomainModel } from '../domain/model.ts';
import { firstChildNamed, textOf } from '../xml/walk.ts';

/** What tells whether two files speak of one guest. */
export interface Identity {
  /** Lower case, without dashes and blanks. */
  readonly uuid: string | undefined;
  /** As written. */
  readonly name: string | undefined;
  /** A whole file about the guest, and no snapshot of it. */
  readonly isOwnFile: boolean;
}

export function identityOf(domain: DomainModel): Identity {
  const uuid = firstChildNamed(domain.element, 'uuid');
  return {
    uuid: uuid && (textOf(uuid).value.toLowerCase().replaceAll(/[\s-]/g, '') || undefined),
    name: domain.name?.value,
    isOwnFile: domain.element.ownerDocument?.documentElement === domain.element,
  };
}

/**
 * Of entries in their order those that are each the first of their guest, with the entry that stands for every other: a guest is known
 * by its UUID, else by its name, and a file of its own goes before its snapshots.
 */
export function countedOnce<E extends Identity>(entries: readonly E[]): ReadonlyMap<E, E> {
  const byUuid = new Map<string, E>();
  const byName = new Map<string, E>();
  const standsFor = new Map<E, E>();
  for (const isOwnFile of [true, false])
    for (const entry of entries) {
      if (entry.isOwnFile !== isOwnFile) continue;
      const { uuid, name } = entry;
      const known =
        (uuid === undefined ? undefined : byUuid.get(uuid)) ??
        (name === undefined ? undefined : byName.get(name));
      standsFor.set(entry, known ?? entry);
      if (known !== undefined) continue;
      if (uuid !== undefined) byUuid.set(uuid, entry);
      if (name !== undefined) byName.set(name, entry);
    }
  return standsFor;
}

/** Why a domain is no guest of a fleet; undefined for one that is. */
export function uncountedWhy(
  domain: DomainModel,
): { readonly kind: 'other-driver' | 'unreadable'; readonly why: string } | undefined {
  if (!domain.isQemu) return { kind: 'other-driver', why: 'only guests of QEMU are planned' };
  if (domain.isDamaged) return { kind: 'unreadable', why: 'it is broken XML' };
  return domain.isTemplated ? { kind: 'unreadable', why: 'it is a template' } : undefined;
}
