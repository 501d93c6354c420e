import { backingsOf, demandsOf, roundedUp, storedTotal } from '../../domain/demand.ts';
import type { Cell, DomainModel } from '../../domain/model.ts';
import { architectureOf, isPpc64 } from '../../domain/guestMachine.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { sizesOf, type DomainSize } from '../../domain/sizes.ts';
import { formatExactBytes } from '../../host/format.ts';
import { compareVersions } from '../../host/topology.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'hugepages/not-a-multiple',
    severity: 'warning',
    summary: 'Memory on huge pages is not a whole number of pages',
    why: 'QEMU 9.1 and later refuse to start; older ones round up, and the last page is wasted, or fail with a message that tells nothing.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages', 'pagesize'],
  },
  function* ({ domain, versions: { qemu } }) {
    const backingOf = backingsOf(domain);
    const demandOf = demandsOf(domain);
    const isRefused = qemu !== undefined && compareVersions(qemu, [9, 1]) >= 0;
    const then = isRefused ? 'QEMU refuses to start' : 'QEMU 9.1 and later refuse to start';
    const fix = roundingFix(domain);
    const cells = domain.cells.length > 0 ? domain.cells : [undefined];
    for (const cell of cells) {
      const backing = backingOf(cell);
      const demand = demandOf(cell);
      if (backing.kind !== 'huge' || backing.size === undefined || demand === undefined) continue;
      const number = cell === undefined ? domain.memory?.content : cell.memory;
      if (demand === 0n || demand % backing.size === 0n || number === undefined) continue;
      const page = formatExactBytes(backing.size);
      yield {
        ...(isRefused ? { severity: 'error' as const } : {}),
        range: number.range,
        message: `${formatExactBytes(demand)} is no multiple of the page size ${page}: ${then}`,
        related:
          backing.page?.size === undefined
            ? []
            : [{ range: backing.page.size.range, message: 'the page size' }],
        fixes: fix === undefined ? [] : [fix],
      };
    }
    // libvirt rounds devices up at start (src/qemu/qemu_domain.c qemuDomainAlignMemorySizes).
    const step = isPpc64(architectureOf(domain)) ? 256n * MIB : 2n * MIB;
    for (const { size, pagesize } of domain.memoryDevices) {
      if (size?.content === undefined || size.bytes === undefined) continue;
      const page = pagesize?.bytes;
      if (page === undefined || page === 0n || size.bytes === 0n) continue;
      if (roundedUp(size.bytes, step) % page === 0n) continue;
      yield {
        ...(isRefused ? { severity: 'error' as const } : {}),
        range: size.content.range,
        message: `${formatExactBytes(size.bytes)} is no multiple of the device's page size ${formatExactBytes(page)}: ${then}`,
        related:
          pagesize?.content === undefined
            ? []
            : [{ range: pagesize.content.range, message: 'the page size' }],
        fixes: [
          {
            title: `Round the device up to ${formatExactBytes(roundedUp(size.bytes, page))}`,
            safe: false,
            edits: writeSize(
              { element: size, number: size.content, unit: size.unit },
              roundedUp(size.bytes, page),
            ),
          },
        ],
      };
    }
  },
);

/**
 * Rounding everything up to whole pages, `<memory>` with its cells; undefined where memory devices or `<maxMemory>` would have
 * to follow.
 */
function roundingFix(domain: DomainModel): Fix | undefined {
  const { memory, maxMemory, memoryDevices, cells } = domain;
  const old = storedTotal(domain);
  if (memoryDevices.length > 0 || maxMemory !== undefined || old === undefined) return undefined;
  const backingOf = backingsOf(domain);
  if (hasOddPages(domain)) return undefined;
  const rounded = (size: bigint, cell: Cell | undefined) => {
    const backing = backingOf(cell);
    return backing.kind === 'huge' && backing.size !== undefined
      ? roundedUp(size, backing.size)
      : size;
  };
  const cellAt = new Map(cells.map((cell) => [cell.source, cell]));
  const whole = cells.reduce((sum, cell) => sum + rounded(cell.bytes ?? 0n, cell), 0n);
  const total = cells.length === 0 ? rounded(old, undefined) : whole;
  const wantedOf = ({ of, element, bytes }: DomainSize): bigint | undefined => {
    if (of === 'cell') {
      return bytes === undefined ? undefined : rounded(bytes, cellAt.get(element.source));
    }
    const follows = of === 'memory' || (of === 'currentMemory' && bytes === memory?.bytes);
    return follows && bytes === old ? total : bytes;
  };
  const edits = sizesOf(domain).flatMap((size) => {
    const wanted = wantedOf(size);
    return wanted === undefined || wanted === size.bytes ? [] : writeSize(size, wanted);
  });
  const title =
    cells.length < 2
      ? `Round up to ${formatExactBytes(total)}`
      : `Round all cells up to whole pages, together ${formatExactBytes(total)}`;
  return { title, safe: false, edits };
}

/** Pages of a size that no CPU has, such as 1 GB: libvirt rounds sizes to whole MiB at start, which no multiple survives. */
function hasOddPages({ memoryBacking }: DomainModel): boolean {
  const pages = memoryBacking?.hugepages?.pages ?? [];
  return pages.some(({ bytes = MIB }) => bytes % MIB !== 0n && MIB % bytes !== 0n);
}

const MIB = 1024n * 1024n;
