import type { Cachetune, DomainModel, Memorytune } from '../domain/model.ts';
import { vcpuCountOf } from '../domain/pins.ts';
import { NUMBERS_LIMIT } from '../domain/setText.ts';
import { formatIdSet } from '../host/format.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';

export type Tune = Cachetune | Memorytune;

/** A `<cachetune>` or `<memorytune>` as libvirt takes it. */
export interface ResctrlGroup {
  readonly tune: Tune;
  readonly kind: 'cachetune' | 'memorytune';
  /** The vCPUs that the guest has; not empty. */
  readonly vcpus: readonly number[];
  /** The same for groups of the same vCPUs. */
  readonly key: string;
}

/** The allocations of a group. */
export const allocationsOf = (tune: Tune): readonly { readonly source: Tune['source'] }[] =>
  'caches' in tune ? tune.caches : tune.nodes;

/**
 * The groups in the order in which libvirt reads them, without those that it drops: vCPUs that the guest does not have are cut off, and
 * a group without any is left out (src/conf/domain_conf.c virDomainResctrlParseVcpus, virDomainCachetuneDefParse,
 * virDomainMemorytuneDefParse). undefined where a set is bad or all sets together are beyond measure.
 */
export function resctrlGroupsOf(domain: DomainModel): readonly ResctrlGroup[] | undefined {
  const count = vcpuCountOf(domain);
  if (count === undefined) return undefined;
  const tunes = [...domain.cachetunes, ...domain.memorytunes];
  const sets = tunes.map(({ vcpus }) => vcpus?.value);
  if (sets.some((set) => set === undefined)) return undefined;
  if (sets.reduce((sum, set) => sum + (set?.size ?? 0), 0) > NUMBERS_LIMIT) return undefined;
  return tunes.flatMap((tune): ResctrlGroup[] => {
    const vcpus = withinGuest(tune.vcpus?.value, count);
    if (vcpus.length === 0) return [];
    const kind = 'caches' in tune ? 'cachetune' : 'memorytune';
    return [{ tune, kind, vcpus, key: formatIdSet(vcpus) }];
  });
}

/** The numbers of the set that are vCPUs of the guest. */
export function withinGuest(set: IdSet<number> | undefined, count: number): readonly number[] {
  return (set?.values ?? []).filter((vcpu) => vcpu < count);
}
