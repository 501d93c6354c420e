import type { CpuId } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import type { IothreadId, VcpuId } from '../vocabulary/define.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { DomainModel, Vcpupin } from './model.ts';
import { iothreadsOf, pinnedVcpus, vcpuCountOf } from './pins.ts';
import type { Written } from './read.ts';
import { NUMBERS_LIMIT } from './setText.ts';

/** A vCPU whose `<vcpupin>` names exactly one host CPU: meant to have it for itself. */
export interface DedicatedVcpu {
  readonly vcpu: VcpuId;
  readonly cpu: CpuId;
  readonly cpuset: Written<IdSet<CpuId>>;
  readonly from: Vcpupin;
}

/** In the order of the pins. */
export const dedicatedVcpus = remembered((domain: DomainModel): readonly DedicatedVcpu[] =>
  pinnedVcpus(domain).flatMap(({ vcpus, cpuset, from }): DedicatedVcpu[] => {
    const [vcpu] = vcpus;
    if (vcpu === undefined || !('vcpu' in from) || cpuset.value?.size !== 1) return [];
    const [cpu] = cpuset.value.values;
    return cpu === undefined ? [] : [{ vcpu, cpu, cpuset, from }];
  }),
);

/** Whether each vCPU has a `<vcpupin>`. */
export function everyVcpuPinned(domain: DomainModel): boolean {
  const count = vcpuCountOf(domain);
  if (count === undefined) return false;
  const pinned = new Set(domain.vcpupins.map(({ vcpu }) => vcpu?.value ?? count));
  return [...pinned].filter((vcpu) => vcpu < count).length === count;
}

/** I/O threads without an `<iothreadpin>`; undefined where it is unknown which there are. */
export function looseIothreads(domain: DomainModel): readonly IothreadId[] | undefined {
  const all = iothreadsOf(domain);
  if (all === undefined) return undefined;
  const pinned = new Set(domain.iothreadpins.map(({ iothread }) => iothread?.value));
  return [...all].filter((id) => !pinned.has(id)).sort((a, b) => a - b);
}

/** vCPUs with the scheduler fifo or rr. */
export function realTimeVcpus(domain: DomainModel): ReadonlySet<VcpuId> {
  const found = new Set<VcpuId>();
  const count = vcpuCountOf(domain) ?? 0;
  let numbers = 0;
  for (const { scheduler, vcpus } of domain.vcpuscheds) {
    if (scheduler?.value !== 'fifo' && scheduler?.value !== 'rr') continue;
    if (vcpus?.value === undefined) continue;
    if ((numbers += vcpus.value.size) > NUMBERS_LIMIT) break;
    for (const id of vcpus.value.values) if (id < count) found.add(id);
  }
  return found;
}
