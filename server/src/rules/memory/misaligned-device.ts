import { architectureOf, isS390 } from '../../domain/guestMachine.ts';
import type { MemoryDevice, SizePart } from '../../domain/model.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { formatExactBytes } from '../../host/format.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/misaligned-device',
    severity: 'error',
    summary: 'Block, requested size or address of a virtio memory device do not fit together',
    why: 'libvirt refuses the domain: a block is a power of two and not below a transparent huge page of the host; sizes and addresses are whole blocks.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain, versions, host }) {
    const least = isS390(architectureOf(domain)) ? MIB : 2n * MIB;
    const checksAddresses = !isStatedBefore(versions.libvirt, [9, 8]);
    for (const device of domain.memoryDevices) {
      const { model, block, requested, targetAddress } = device;
      if (model?.value === 'virtio-mem' && block?.content !== undefined)
        yield* blockReports(block, least);
      if (model?.value === 'virtio-mem' && requested?.content !== undefined)
        yield* requestedReports(requested, device);
      const unit = model?.value === 'virtio-mem' ? block?.bytes : (host?.pageSize ?? 4096n);
      const base = targetAddress?.base;
      if (!checksAddresses || base?.value === undefined || unit === undefined || unit === 0n)
        continue;
      if (base.value % unit === 0n) continue;
      const right = (base.value / unit) * unit;
      yield {
        range: base.range,
        message: `${base.text} is no multiple of ${model?.value === 'virtio-mem' ? 'the block' : 'the page'} size ${formatExactBytes(unit)}`,
        fixes:
          right === 0n
            ? []
            : [
                {
                  title: `Round down to 0x${right.toString(16)}`,
                  safe: false,
                  edits: [{ range: base.range, newText: `0x${right.toString(16)}` }],
                },
              ],
      };
    }
  },
);

const MIB = 1024n * 1024n;

const isPowerOf2 = (size: bigint): boolean => size > 0n && (size & (size - 1n)) === 0n;

function* blockReports(block: SizePart, least: bigint): Iterable<Report> {
  const { bytes, content } = block;
  if (bytes === undefined || content === undefined) return;
  const range = content.range;
  if (!isPowerOf2(bytes)) {
    const power = bytes < least ? least : 1n << BigInt(bytes.toString(2).length - 1);
    yield {
      range,
      message: `a block of ${formatExactBytes(bytes)} is no power of two`,
      fixes: [sizeFix(block, power, `Change the block size to ${formatExactBytes(power)}`)],
    };
  } else if (bytes < least)
    yield {
      range,
      message: `a block of ${formatExactBytes(bytes)} is smaller than a transparent huge page of the host, usually ${formatExactBytes(least)}`,
      fixes: [sizeFix(block, least, `Change the block size to ${formatExactBytes(least)}`)],
    };
}

function* requestedReports(requested: SizePart, { size, block }: MemoryDevice): Iterable<Report> {
  const { bytes, content } = requested;
  if (bytes === undefined || content === undefined) return;
  const range = content.range;
  if (size?.bytes !== undefined && bytes > size.bytes)
    yield {
      range,
      message: `${formatExactBytes(bytes)} are requested of a virtio-mem with ${formatExactBytes(size.bytes)}`,
      fixes: [sizeFix(requested, size.bytes, `Request ${formatExactBytes(size.bytes)}`)],
    };
  else if (block?.bytes !== undefined && isPowerOf2(block.bytes) && bytes % block.bytes !== 0n) {
    const right = (bytes / block.bytes) * block.bytes;
    yield {
      range,
      message: `${formatExactBytes(bytes)} are no multiple of the block size ${formatExactBytes(block.bytes)}`,
      fixes: [sizeFix(requested, right, `Request ${formatExactBytes(right)}`)],
    };
  }
}

function sizeFix(part: SizePart, size: bigint, title: string): Fix {
  const { content, unit } = part;
  const edits =
    content === undefined ? [] : writeSize({ element: part, number: content, unit }, size);
  return { title, safe: false, edits };
}
