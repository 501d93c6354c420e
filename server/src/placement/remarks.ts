import type { DomainModel } from '../domain/model.ts';
import { facetsOf, type HostTopology, type PagePool } from '../host/topology.ts';
import { shortagesOf } from './capacity.ts';
import { localitiesOf } from './locality.ts';
import { free } from './measures.ts';
import { poolShortagesOf } from './pools.ts';

/**
 * Whether a change leaves nothing worth knowing that was not so before, beside what `harmless` looks at: too little that was free when the
 * host was described, and vCPUs some of whose CPUs are far from their memory.
 */
export function saysNoMore(before: DomainModel, after: DomainModel, host: HostTopology): boolean {
  const known = new Set(remarksOf(before, host));
  for (const remark of remarksOf(after, host)) if (!known.has(remark)) return false;
  return true;
}

function* remarksOf(domain: DomainModel, host: HostTopology): Generator<string> {
  const facets = facetsOf(host);
  if (facets.has('free') && shortagesOf(domain, host, free).length > 0) yield 'free memory';
  if (facets.has('pools') && poolShortagesOf(domain, host, freePages).length > 0)
    yield 'free pages';
  if (!facets.has('cpus')) return;
  for (const { pinned, cpuNodes, placed } of localitiesOf(domain, host))
    if (placed.some(({ memoryNodes }) => cpuNodes.some((node) => !memoryNodes.includes(node))))
      yield `partly remote at ${pinned.cpuset.range.start}`;
}

const freePages = ({ free: count }: PagePool): number | undefined => count;
