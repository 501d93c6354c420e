import type { Element } from '@xmldom/xmldom';
import { childrenNamed, firstChildNamed, isUnevaluated } from '../xml/walk.ts';
import { sourceOf } from '../xml/source.ts';
import type { DomainModel } from './model.ts';
import type { ReadElement } from './read.ts';

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

/** The machine as written in `<os><type machine>`; undefined where QEMU's own default is taken. */
export function machineOf({ element }: DomainModel): string | undefined {
  const os = firstChildNamed(element, 'os');
  const machine = (os && firstChildNamed(os, 'type'))?.getAttribute('machine') ?? '';
  return machine === '' ? undefined : machine;
}

/** libvirt src/qemu/qemu_domain.c qemuDomainMachineIsPSeries, as far as the machine is written. */
export function isPseries(domain: DomainModel): boolean {
  const arch = architectureOf(domain);
  const isPower = arch === undefined || isPpc64(arch);
  return isPower && /^pseries(?:-|$)/.test(machineOf(domain) ?? '');
}

/** The first `<iommu>`, with its model and what is said of extended interrupt mode; undefined where a template says it. */
export function iommuOf({ element }: DomainModel): (ReadElement & Iommu) | undefined {
  const devices = firstChildNamed(element, 'devices');
  const iommu = devices && firstChildNamed(devices, 'iommu');
  if (iommu === undefined) return undefined;
  const driver = firstChildNamed(iommu, 'driver');
  const model = writtenIn(iommu, 'model');
  const eim = driver === undefined ? '' : writtenIn(driver, 'eim');
  if (model === undefined || eim === undefined) return undefined;
  return { element: iommu, source: sourceOf(iommu), model, eim };
}

/** An attribute's value, empty without it; undefined where a template makes it. */
export function writtenIn(element: Element, name: string): string | undefined {
  const value = sourceOf(element).attributes.get(name)?.value;
  if (value !== undefined && isUnevaluated(value)) return undefined;
  return element.getAttribute(name) ?? '';
}

interface Iommu {
  readonly model: string;
  readonly eim: string;
}
