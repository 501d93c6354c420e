import { bytes, type Bytes } from '../host/topology.ts';
import type { Cell, DomainModel, Page } from './model.ts';

const MIB = 1024n * 1024n;

/**
 * The memory of one guest cell, or of the whole guest for `undefined`, as QEMU is asked for it: rounded up to whole MiB
 * (libvirt src/qemu/qemu_domain.c qemuDomainAlignMemorySizes), with the memory devices that belong to it. undefined when a
 * size is missing or bad.
 */
export function demandOf(domain: DomainModel, cell: Cell | undefined): Bytes | undefined {
  if (cell === undefined) return wholeDemand(domain);
  if (cell.bytes === undefined) return undefined;
  let sum: bigint = roundedUp(cell.bytes, MIB);
  for (const device of domain.memoryDevices) {
    if (device.node?.content?.value !== cell.cellId) continue;
    if (device.size?.bytes === undefined) return undefined;
    sum += device.size.bytes;
  }
  return bytes(sum);
}

/** All memory of the guest: `<memory>`, or with cells their sum and that of the devices, which libvirt stores instead. */
export function wholeDemand(domain: DomainModel): Bytes | undefined {
  if (domain.cells.length === 0) {
    const written = domain.memory?.bytes;
    return written === undefined ? undefined : bytes(roundedUp(written, MIB));
  }
  let sum = 0n;
  for (const { bytes: size } of domain.cells) {
    if (size === undefined) return undefined;
    sum += roundedUp(size, MIB);
  }
  for (const device of domain.memoryDevices) {
    if (device.size?.bytes === undefined) return undefined;
    sum += device.size.bytes;
  }
  return bytes(sum);
}

export function roundedUp(size: bigint, unit: bigint): bigint {
  return ((size + unit - 1n) / unit) * unit;
}

/** What backs a piece of memory. `size` is undefined for the host's default huge page size. */
export type Backing =
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'huge'; readonly size: Bytes | undefined; readonly page: Page | undefined };

/**
 * The page size for a guest cell, or for a guest without cells (libvirt src/qemu/qemu_command.c qemuBuildMemoryGetPagesize):
 * the entry that lists the cell, else the entry without a node set; without cells the first of the latter kind, where a
 * node set of exactly {0} counts as none (src/conf/domain_postparse.c virDomainDefPostParseMemtune). A size equal to the
 * base page size means ordinary memory.
 */
export function backingOf(
  domain: DomainModel,
  cell: Cell | undefined,
  basePage: bigint = 4096n,
): Backing {
  const huge = domain.memoryBacking?.hugepages;
  if (huge === undefined) return { kind: 'ordinary' };
  if (huge.pages.length === 0) return { kind: 'huge', size: undefined, page: undefined };
  const page = pageFor(huge.pages, cell);
  if (page === undefined) return { kind: 'ordinary' };
  if (page.bytes === undefined) return { kind: 'unknown' };
  if (page.bytes === basePage) return { kind: 'ordinary' };
  return { kind: 'huge', size: page.bytes, page };
}

function pageFor(pages: readonly Page[], cell: Cell | undefined): Page | undefined {
  const isGeneral = (page: Page) =>
    page.nodeset === undefined || (cell === undefined && page.nodeset.value?.values.join() === '0');
  const { cellId } = cell ?? {};
  const own =
    cellId === undefined ? undefined : pages.find((page) => page.nodeset?.value?.has(cellId));
  return own ?? pages.find(isGeneral);
}

/** Whether all memory is taken when the guest starts, so that too little of it refuses the start and kills nobody later. */
export function isPreallocated(domain: DomainModel, cell: Cell | undefined): boolean {
  return (
    backingOf(domain, cell).kind === 'huge' ||
    domain.memoryBacking?.allocation?.mode?.value === 'immediate'
  );
}
