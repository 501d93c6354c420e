import type { Element } from '@xmldom/xmldom';
import type { Bytes } from '../host/topology.ts';
import type { Problem } from '../text/finding.ts';
import * as resctrl from '../vocabulary/resctrl.ts';
import { scaled } from '../vocabulary/values/size.ts';
import { childrenNamed } from '../xml/walk.ts';
import type { Cachetune, Memorytune, TunedCache } from './model.ts';
import { readElement } from './read.ts';

/** libvirt src/conf/domain_conf.c virDomainCachetuneDefParse. */
export function readCachetunes(cputune: Element, problems: Problem[]): Cachetune[] {
  return childrenNamed(cputune, 'cachetune').map((element) => ({
    ...readElement(resctrl.cachetune, element, problems),
    caches: childrenNamed(element, 'cache').map((cache) => {
      const tuned = readElement(resctrl.tunedCache, cache, problems);
      return { ...tuned, bytes: exactBytes(tuned) };
    }),
    monitors: childrenNamed(element, 'monitor').map((monitor) =>
      readElement(resctrl.cacheMonitor, monitor, problems),
    ),
  }));
}

/** libvirt src/conf/domain_conf.c virDomainMemorytuneDefParse. */
export function readMemorytunes(cputune: Element, problems: Problem[]): Memorytune[] {
  return childrenNamed(cputune, 'memorytune').map((element) => ({
    ...readElement(resctrl.memorytune, element, problems),
    nodes: childrenNamed(element, 'node').map((node) =>
      readElement(resctrl.tunedNode, node, problems),
    ),
    monitors: childrenNamed(element, 'monitor').map((monitor) =>
      readElement(resctrl.bandwidthMonitor, monitor, problems),
    ),
  }));
}

/** To the byte: here libvirt does not round to KiB. */
function exactBytes({ size, unit }: Omit<TunedCache, 'bytes'>): Bytes | undefined {
  if (size?.value === undefined || (unit !== undefined && unit.value === undefined))
    return undefined;
  return scaled(size.value, unit?.value?.factor ?? 1024n);
}
