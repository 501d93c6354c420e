import type { Element } from '@xmldom/xmldom';
import type {
  Cell,
  DomainModel,
  Emulatorpin,
  Iothreadpin,
  Memnode,
  MemoryDevice,
  NumatuneMemory,
  Page,
  Vcpu,
  Vcpupin,
} from '../../domain/model.ts';

/** An element of the model, by what is to be said of it. */
export type Subject =
  | { readonly kind: 'binding'; readonly read: NumatuneMemory | Memnode }
  | { readonly kind: 'cell'; readonly read: Cell }
  | { readonly kind: 'page'; readonly read: Page }
  | { readonly kind: 'device'; readonly read: MemoryDevice }
  | { readonly kind: 'pin'; readonly read: Vcpu | Vcpupin | Emulatorpin | Iothreadpin };

/** What the model holds of an element; undefined for what libvirt does not read: a second `<memory>`, a second `<numatune>`. */
export function subjectOf(domain: DomainModel, element: Element): Subject | undefined {
  const is = (read: { readonly element: Element }) => read.element === element;
  const { numatune, memoryBacking, vcpu } = domain;
  const binding = [
    ...(numatune?.memory === undefined ? [] : [numatune.memory]),
    ...(numatune?.memnodes ?? []),
  ].find(is);
  if (binding !== undefined) return { kind: 'binding', read: binding };
  const cell = domain.cells.find(is);
  if (cell !== undefined) return { kind: 'cell', read: cell };
  const page = memoryBacking?.hugepages?.pages.find(is);
  if (page !== undefined) return { kind: 'page', read: page };
  const pin = [
    ...(vcpu === undefined ? [] : [vcpu]),
    ...domain.vcpupins,
    ...domain.emulatorpins,
    ...domain.iothreadpins,
  ].find(is);
  if (pin !== undefined) return { kind: 'pin', read: pin };
  const device = domain.memoryDevices.find((read) =>
    [read, read.size, read.node, read.nodemask, read.pagesize].some((part) => part && is(part)),
  );
  return device && { kind: 'device', read: device };
}
