import type { Element } from '@xmldom/xmldom';
import { childrenNamed } from '../../../xml/walk.ts';
import { parseSize } from '../../parseSize.ts';
import { bytes } from '../../topology.ts';
import type { AllocationSteps, Bytes, CacheBank, HostResctrl } from '../../topology.ts';

/**
 * The caches and bandwidth controllers in `<host>` (libvirt src/conf/capabilities.c virCapabilitiesFormatCaches,
 * virCapabilitiesFormatMemoryBandwidth); undefined where no cache is listed, or one cannot be read: what is half known would accuse
 * good guests.
 */
export function readResctrl(host: Element): HostResctrl | undefined {
  const banks = childrenNamed(host, 'cache')
    .flatMap((cache) => childrenNamed(cache, 'bank'))
    .map(readBank);
  const caches = banks.filter((bank) => bank !== undefined);
  if (caches.length === 0 || caches.length < banks.length) return undefined;
  const bandwidth = new Map<number, AllocationSteps<number>>();
  const nodes = childrenNamed(host, 'memory_bandwidth').flatMap((one) =>
    childrenNamed(one, 'node'),
  );
  for (const node of nodes) {
    const id = numberOf(node, 'id');
    const [control] = childrenNamed(node, 'control');
    const granularity = control && numberOf(control, 'granularity');
    if (control === undefined || id === undefined || granularity === undefined) return undefined;
    bandwidth.set(id, { granularity, least: numberOf(control, 'min') ?? granularity });
  }
  return { caches, bandwidth };
}

function readBank(bank: Element): CacheBank | undefined {
  const level = numberOf(bank, 'level');
  const id = numberOf(bank, 'id');
  const size = sizeOf(bank, 'size');
  if (level === undefined || id === undefined || size === undefined) return undefined;
  const controls = new Map<'both' | 'code' | 'data', AllocationSteps<Bytes>>();
  for (const control of childrenNamed(bank, 'control')) {
    const type = control.getAttribute('type');
    const granularity = sizeOf(control, 'granularity');
    if (granularity === undefined || granularity === 0n) return undefined;
    if (type !== 'both' && type !== 'code' && type !== 'data') return undefined;
    controls.set(type, { granularity, least: sizeOf(control, 'min') ?? granularity });
  }
  return { level, id, size, controls };
}

function numberOf(element: Element, name: string): number | undefined {
  const written = element.getAttribute(name) ?? '';
  return /^\d{1,9}$/.test(written) ? Number(written) : undefined;
}

function sizeOf(element: Element, name: string): Bytes | undefined {
  const written = element.getAttribute(name);
  if (written === null) return undefined;
  const parsed = parseSize(`${written} ${element.getAttribute('unit') ?? 'B'}`);
  return 'value' in parsed ? bytes(parsed.value) : undefined;
}
