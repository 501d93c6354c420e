import { bytes, type Bytes } from '../host/topology.ts';
import { hasIommu } from './guestDevices.ts';
import { passedDevicesOf } from './passedDevices.ts';
import type { Cell, DomainModel, MemoryDevice, Page } from './model.ts';

const MIB = 1024n * 1024n;

/**
 * The memory that libvirt stores as the guest's: `<memory>`, or with guest cells their sum and that of the memory devices,
 * which replaces it (src/conf/domain_postparse.c virDomainDefPostParseMemory). undefined when a size is missing or bad.
 */
export function storedTotal(domain: DomainModel): Bytes | undefined {
  const ofCells = sumOf(domain.cells.map((cell) => cell.bytes));
  if (ofCells === 0n) return domain.memory?.bytes;
  return sumOf([ofCells, devicesTotal(domain)]);
}

/** The sizes of all memory devices together; undefined when one is missing or bad. */
export function devicesTotal(domain: DomainModel): Bytes | undefined {
  return sumOf(domain.memoryDevices.map((device) => device.size?.bytes));
}

/** What each guest cell, or the whole guest for `undefined`, asks of its host nodes: see `demandsOf`. */
export function demandOf(domain: DomainModel, cell: Cell | undefined): Bytes | undefined {
  return demandsOf(domain)(cell);
}

/**
 * The memory of a guest cell, or of the whole guest for `undefined`, as QEMU is asked for it: rounded up to whole MiB
 * (libvirt src/qemu/qemu_domain.c qemuDomainAlignMemorySizes), with the DIMMs that come from the same nodes and pages.
 * Devices of other kinds are files or grow later. undefined when a size is missing or bad.
 */
export function demandsOf(domain: DomainModel): (cell: Cell | undefined) => Bytes | undefined {
  const plugged = new Map<number | undefined, bigint | undefined>();
  let elsewhere: bigint | undefined = 0n;
  for (const device of domain.memoryDevices) {
    const size = device.size?.bytes;
    if (isOfItsCell(device)) {
      const cell = domain.cells.length === 0 ? undefined : device.node?.content?.value;
      plugged.set(cell, added(plugged.has(cell) ? plugged.get(cell) : 0n, size));
    } else elsewhere = added(elsewhere, size);
  }
  return (cell) => {
    if (cell !== undefined) {
      const more = plugged.has(cell.cellId) ? plugged.get(cell.cellId) : 0n;
      const sum = added(cell.bytes === undefined ? undefined : roundedUp(cell.bytes, MIB), more);
      return sum === undefined ? undefined : bytes(sum);
    }
    const all = wholeDemand(domain);
    if (all === undefined || elsewhere === undefined || elsewhere > all) return undefined;
    return bytes(all - elsewhere);
  };
}

/** A DIMM without nodes and pages of its own. */
function isOfItsCell({ model, nodemask, pagesize }: MemoryDevice): boolean {
  return model?.value === 'dimm' && nodemask === undefined && pagesize === undefined;
}

/** All memory of the guest, each cell rounded up to whole MiB: what it has when everything is plugged in. */
export function wholeDemand(domain: DomainModel): Bytes | undefined {
  if (domain.cells.length === 0) {
    const written = domain.memory?.bytes;
    return written === undefined ? undefined : bytes(roundedUp(written, MIB));
  }
  return sumOf([
    ...domain.cells.map((cell) =>
      cell.bytes === undefined ? undefined : bytes(roundedUp(cell.bytes, MIB)),
    ),
    devicesTotal(domain),
  ]);
}

function sumOf(sizes: readonly (Bytes | undefined)[]): Bytes | undefined {
  let sum: bigint | undefined = 0n;
  for (const size of sizes) sum = added(sum, size);
  return sum === undefined ? undefined : bytes(sum);
}

function added(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

export function roundedUp(size: bigint, unit: bigint): bigint {
  return ((size + unit - 1n) / unit) * unit;
}

/** What backs a piece of memory. `size` is undefined for the host's default huge page size. */
export type Backing =
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'huge'; readonly size: Bytes | undefined; readonly page: Page | undefined };

/** The page size of one guest cell, or of a guest without cells: see `backingsOf`. */
export function backingOf(domain: DomainModel, cell: Cell | undefined, basePage?: bigint): Backing {
  return backingsOf(domain, basePage)(cell);
}

/**
 * The page size for each guest cell, or for a guest without cells (libvirt src/qemu/qemu_command.c
 * qemuBuildMemoryGetPagesize): the entry that lists the cell, else the entry without a node set; without cells the first of
 * the latter kind, where a node set of exactly {0} counts as none (src/conf/domain_postparse.c
 * virDomainDefPostParseMemtune). A size equal to the base page size means ordinary memory. Unknown where the size is bad, or
 * where two entries list one cell, which libvirt refuses.
 */
export function backingsOf(
  domain: DomainModel,
  basePage: bigint = 4096n,
): (cell: Cell | undefined) => Backing {
  const huge = domain.memoryBacking?.hugepages;
  if (huge === undefined) return () => ({ kind: 'ordinary' });
  if (huge.pages.length === 0) return () => ({ kind: 'huge', size: undefined, page: undefined });
  const withCells = domain.cells.length > 0;
  const general = huge.pages.find((page) => isGeneral(page, withCells));
  const own = new Map<number, Page>();
  for (const page of huge.pages) {
    for (const cell of page.nodeset?.value?.values ?? []) {
      if (own.has(cell)) return () => ({ kind: 'unknown' });
      own.set(cell, page);
    }
  }
  return (cell) => {
    const listed = cell?.cellId === undefined ? undefined : own.get(cell.cellId);
    return backedBy(listed ?? general, basePage);
  };
}

/** An entry for all memory that no other entry lists. */
export function isGeneral(page: Page, withCells: boolean): boolean {
  return page.nodeset === undefined || (!withCells && page.nodeset.value?.values.join() === '0');
}

function backedBy(page: Page | undefined, basePage: bigint): Backing {
  if (page === undefined) return { kind: 'ordinary' };
  if (page.bytes === undefined) return { kind: 'unknown' };
  if (page.bytes === basePage) return { kind: 'ordinary' };
  return { kind: 'huge', size: page.bytes, page };
}

/** Whether ordinary memory is all taken while the guest starts: it is kept in memory, or allocated at once. */
export function isTakenAtStart(domain: DomainModel): boolean {
  return isKept(domain) || domain.memoryBacking?.allocation?.mode?.value === 'immediate';
}

/**
 * Whether all memory, huge pages too, is kept where it is from the start: it is locked, or pinned for a PCI device that the guest has for
 * itself. With an IOMMU of its own the guest says what is pinned.
 */
export function isKept(domain: DomainModel): boolean {
  if (domain.memoryBacking?.locked !== undefined) return true;
  return passedDevicesOf(domain).length > 0 && !hasIommu(domain);
}

/** Whether all memory is taken when the guest starts, so that too little of it refuses the start and kills nobody later. */
export function isPreallocated(domain: DomainModel, cell: Cell | undefined): boolean {
  return preallocationIn(domain)(cell);
}

/** `isPreallocated` for many cells of one domain. */
export function preallocationIn(domain: DomainModel): (cell: Cell | undefined) => boolean {
  if (domain.memoryBacking?.allocation?.mode?.value === 'immediate') return () => true;
  const backing = backingsOf(domain);
  return (cell) => backing(cell).kind === 'huge';
}
