import type { VcpuId } from '../vocabulary/define.ts';
import type { DomainModel, VcpuState } from './model.ts';
import { vcpuCountOf } from './pins.ts';

/** What libvirt makes of `<vcpus>` for one vCPU. */
export interface VcpuStatus {
  readonly id: VcpuId;
  readonly isOnline: boolean;
  /** As written, else whether it is offline (libvirt src/conf/domain_postparse.c virDomainVcpuDefPostParse). */
  readonly isPluggable: boolean;
  /** 0 where none is written. */
  readonly order: number;
  /** The last element for it; undefined for a vCPU that `<vcpus>` does not list, which is offline. */
  readonly written: VcpuState | undefined;
}

/**
 * The state of each vCPU, from 0, where the guest has `<vcpus>`: then libvirt reads it instead of `current`
 * (src/conf/domain_conf.c virDomainVcpuParse). Of two elements for one vCPU the later overrules. Elements for vCPUs that the
 * guest does not have are left out. undefined without such elements, and where a value is bad or missing.
 */
export function vcpuStatusesOf(domain: DomainModel): readonly VcpuStatus[] | undefined {
  const count = vcpuCountOf(domain);
  if (count === undefined || domain.vcpuStates.length === 0) return undefined;
  const parts = new Map<number, Pick<VcpuState, 'enabled' | 'hotpluggable' | 'order'>>();
  const last = new Map<number, VcpuState>();
  for (const state of domain.vcpuStates) {
    const { id, enabled, hotpluggable, order } = state;
    if (id?.value === undefined || enabled?.value === undefined) return undefined;
    if (hotpluggable !== undefined && hotpluggable.value === undefined) return undefined;
    if (order !== undefined && order.value === undefined) return undefined;
    const earlier = parts.get(id.value);
    parts.set(id.value, {
      enabled,
      hotpluggable: hotpluggable ?? earlier?.hotpluggable,
      order: order ?? earlier?.order,
    });
    last.set(id.value, state);
  }
  return Array.from({ length: count }, (_, id): VcpuStatus => {
    const { enabled, hotpluggable, order } = parts.get(id) ?? {};
    const isOnline = enabled?.value === 'yes';
    return {
      id: id as VcpuId,
      isOnline,
      isPluggable: hotpluggable === undefined ? !isOnline : hotpluggable.value === 'yes',
      order: order?.value ?? 0,
      written: last.get(id),
    };
  });
}

/** How many vCPUs are online when the guest starts; undefined where a value is bad. */
export function onlineVcpusOf(domain: DomainModel): number | undefined {
  if (domain.vcpuStates.length > 0)
    return vcpuStatusesOf(domain)?.filter(({ isOnline }) => isOnline).length;
  const current = domain.vcpu?.current;
  return current === undefined ? vcpuCountOf(domain) : current.value;
}

/** Whether a vCPU runs from the start: without `<vcpus>` the first `current` do. Where a value is bad none is known to. */
export function startsOnline(domain: DomainModel): (vcpu: VcpuId) => boolean {
  const statuses = vcpuStatusesOf(domain);
  const online = onlineVcpusOf(domain);
  return (vcpu) => statuses?.at(vcpu)?.isOnline ?? vcpu < (online ?? 0);
}
