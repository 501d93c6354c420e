import { childrenNamed, firstChildNamed } from '../xml/walk.ts';
import type { DomainModel } from './model.ts';

/** The guest's architecture; undefined when neither `<os><type arch>` nor a PC machine tells: libvirt then takes the host's. */
export function architectureOf({ element }: DomainModel): string | undefined {
  const os = firstChildNamed(element, 'os');
  const type = os && firstChildNamed(os, 'type');
  const arch = type?.getAttribute('arch') ?? undefined;
  if (arch !== undefined && arch !== '') return arch;
  return /^(?:pc|q35)(?:-|$)/.test(type?.getAttribute('machine') ?? '') ? 'x86_64' : undefined;
}

export const isX86 = (arch: string | undefined): boolean => arch === 'x86_64' || arch === 'i686';
export const isPpc64 = (arch: string | undefined): boolean => /^ppc64(?:le)?$/.test(arch ?? '');
export const isS390 = (arch: string | undefined): boolean => /^s390x?$/.test(arch ?? '');

/** `<features><acpi/>`. */
export function hasAcpi({ element }: DomainModel): boolean {
  return childrenNamed(element, 'features').some(
    (features) => firstChildNamed(features, 'acpi') !== undefined,
  );
}
