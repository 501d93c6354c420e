import type { Element } from '@xmldom/xmldom';
import type { Bytes } from '../host/topology.ts';
import type { Problem } from '../text/finding.ts';
import * as resctrl from '../vocabulary/resctrl.ts';
import { scaled } from '../vocabulary/values/size.ts';
import { childrenNamed } from '../xml/walk.ts';
import type { Cachetune, Memorytune, TunedCache } from './model.ts';
import { readElement } from './read.ts';

/** libvirt src/conf/domain_conf.c virDomainCachetuneDefParse. `count`: of the guest's vCPUs. */
export function readCachetunes(
  cputune: Element,
  count: number | undefined,
  problems: Problem[],
): Cachetune[] {
  return childrenNamed(cputune, 'cachetune').map((element) => {
    const group = readElement(resctrl.cachetune, element, problems);
    const inside = isDropped(group, count) ? [] : problems;
    return {
      ...group,
      caches: childrenNamed(element, 'cache').map((cache) => {
        const tuned = readElement(resctrl.tunedCache, cache, inside);
        return { ...tuned, bytes: exactBytes(tuned) };
      }),
      monitors: childrenNamed(element, 'monitor').map((monitor) =>
        readElement(resctrl.cacheMonitor, monitor, inside),
      ),
    };
  });
}

/** libvirt src/conf/domain_conf.c virDomainMemorytuneDefParse. `count`: of the guest's vCPUs. */
export function readMemorytunes(
  cputune: Element,
  count: number | undefined,
  problems: Problem[],
): Memorytune[] {
  return childrenNamed(cputune, 'memorytune').map((element) => {
    const group = readElement(resctrl.memorytune, element, problems);
    const inside = isDropped(group, count) ? [] : problems;
    return {
      ...group,
      nodes: childrenNamed(element, 'node').map((node) =>
        readElement(resctrl.tunedNode, node, inside),
      ),
      monitors: childrenNamed(element, 'monitor').map((monitor) =>
        readElement(resctrl.bandwidthMonitor, monitor, inside),
      ),
    };
  });
}

/** A group of vCPUs that the guest does not have is dropped before more of it is read. */
function isDropped({ vcpus }: Pick<Cachetune, 'vcpus'>, count: number | undefined): boolean {
  const [first] = vcpus?.value?.values ?? [];
  return first !== undefined && count !== undefined && first >= count;
}

/** To the byte: here libvirt does not round to KiB. */
function exactBytes({ size, unit }: Omit<TunedCache, 'bytes'>): Bytes | undefined {
  if (size?.value === undefined || (unit !== undefined && unit.value === undefined))
    return undefined;
  return scaled(size.value, unit?.value?.factor ?? 1024n);
}
