import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import * as hmat from '../vocabulary/hmat.ts';
import { scaled } from '../vocabulary/values/size.ts';
import { sourceOf } from '../xml/source.ts';
import { childElements, childrenNamed, firstChildNamed } from '../xml/walk.ts';
import type { CellCache, Interconnects, Link } from './model.ts';
import { readElement, type Read } from './read.ts';
import { read, sizeOf } from './readParts.ts';

/** The memory-side caches of a `<cell>` (libvirt src/conf/numa_conf.c virDomainNumaDefNodeCacheParseXML). */
export function readCellCaches(cell: Element, problems: Problem[]): CellCache[] {
  return childrenNamed(cell, 'cache').map((element) => {
    const cache = readElement(hmat.cellCache, element, problems);
    const part = (definition: typeof hmat.cacheSize) => {
      const found = firstChildNamed(element, definition.name);
      const { halfTyped, templated, name } = cache.source;
      if (found === undefined && !halfTyped && !templated)
        problems.push({
          rule: 'cells/missing-attribute',
          range: name,
          message: `<cache> has no <${definition.name}>: libvirt requires it`,
        });
      return read(definition, found, problems);
    };
    const size = part(hmat.cacheSize);
    return { ...cache, size, line: part(hmat.cacheLine), bytes: inKiB(size) };
  });
}

/** The unit, were it read, would stand in an element of its own: a document that has one is left alone. */
function inKiB(size: Read<typeof hmat.cacheSize> | undefined): CellCache['bytes'] {
  if (size?.value?.value === undefined) return undefined;
  if (firstChildNamed(size.element, 'unit') !== undefined) return undefined;
  return scaled(size.value.value, 1024n);
}

/** The first `<interconnects>`: libvirt reads no other (src/conf/numa_conf.c virDomainNumaDefParseXML). */
export function readInterconnects(numa: Element, problems: Problem[]): Interconnects | undefined {
  const element = firstChildNamed(numa, 'interconnects');
  if (element === undefined) return undefined;
  const links = childElements(element).flatMap((child): Link[] => {
    if (child.tagName === 'latency') {
      const link = readElement(hmat.latency, child, problems);
      return [{ ...link, kind: 'latency', amount: amountOf(link.value?.value) }];
    }
    if (child.tagName !== 'bandwidth') return [];
    const link = readElement(hmat.bandwidth, child, problems);
    return [{ ...link, kind: 'bandwidth', amount: sizeOf(link.value, link.unit, problems) }];
  });
  return { element, source: sourceOf(element), links };
}

const amountOf = (value: number | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(value);
