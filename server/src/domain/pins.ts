import type { CpuId } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import type { IothreadId, VcpuId } from '../vocabulary/define.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { Cell, DomainModel, Emulatorpin, Iothreadpin, Vcpu, Vcpupin } from './model.ts';
import { memoryPolicy, vcpuPlacement } from './policy.ts';
import type { Written } from './read.ts';

/** The greatest number of vCPUs: the text of `<vcpu>`, 1 without the element; undefined when bad. */
export function vcpuCountOf({ vcpu }: Pick<DomainModel, 'vcpu'>): number | undefined {
  return vcpu?.content === undefined ? 1 : vcpu.content.value;
}

/** `<vcpu cpuset>` where it takes effect: automatic placement ignores and deletes it. */
export function generalCpuset(domain: DomainModel): Written<IdSet<CpuId>> | undefined {
  return vcpuPlacement(domain) === 'static' ? domain.vcpu?.cpuset : undefined;
}

/** The `<vcpupin>`s that libvirt keeps: those of vCPUs that the guest does not have are dropped as they are read. */
export function vcpupinsOf(domain: DomainModel): readonly Vcpupin[] {
  const count = vcpuCountOf(domain) ?? Infinity;
  return domain.vcpupins.filter(({ vcpu }) => (vcpu?.value ?? 0) < count);
}

/** A CPU set that takes effect, and the element that states it. */
export interface Pin {
  readonly cpuset: Written<IdSet<CpuId>>;
  readonly from: Vcpu | Vcpupin | Emulatorpin | Iothreadpin;
}

/** Every CPU set of the domain that takes effect, in the order of the text's kinds: vcpu, vcpupin, emulatorpin, iothreadpin. */
export const pinsOf = remembered((domain: DomainModel): readonly Pin[] => {
  const general = generalCpuset(domain);
  const pins: Pin[] =
    general === undefined || domain.vcpu === undefined
      ? []
      : [{ cpuset: general, from: domain.vcpu }];
  for (const from of [...vcpupinsOf(domain), ...domain.emulatorpins, ...domain.iothreadpins])
    if (from.cpuset !== undefined) pins.push({ cpuset: from.cpuset, from });
  return pins;
});

/**
 * What keeps the vCPUs from following numad, which chooses the nodes of the memory: a pin of theirs, or with static placement
 * any pin (libvirt src/conf/domain_conf.c virDomainDefParseXML, behind virDomainNumatuneParseXML). undefined where the
 * memory is not placed automatically, and where they follow.
 */
export function pinBesideAuto(domain: DomainModel): Pin | undefined {
  if (memoryPolicy(domain).kind !== 'auto') return undefined;
  const isFollowed = vcpuPlacement(domain) === 'auto' && vcpupinsOf(domain).length === 0;
  return isFollowed ? undefined : pinsOf(domain)[0];
}

/** vCPUs that run under one and the same statement. */
export interface PinnedVcpus extends Pin {
  readonly vcpus: readonly VcpuId[];
}

/**
 * Which host CPUs each vCPU may use, grouped by the statement that says so: its `<vcpupin>`, else `<vcpu cpuset>`
 * (libvirt src/qemu/qemu_domain.c qemuDomainEvaluateCPUMask). vCPUs without any, and those under a bad set, are left out.
 */
export const pinnedVcpus = remembered((domain: DomainModel): readonly PinnedVcpus[] => {
  const count = vcpuCountOf(domain);
  if (count === undefined) return [];
  const groups: PinnedVcpus[] = [];
  const own = new Set<number>();
  for (const pin of domain.vcpupins) {
    const vcpu = pin.vcpu?.value;
    if (vcpu === undefined || vcpu >= count || own.has(vcpu)) continue;
    own.add(vcpu);
    if (pin.cpuset?.value !== undefined)
      groups.push({ vcpus: [vcpu], cpuset: pin.cpuset, from: pin });
  }
  const general = generalCpuset(domain);
  if (general?.value !== undefined && domain.vcpu !== undefined) {
    const rest: VcpuId[] = [];
    for (let id = 0; id < count; id++) if (!own.has(id)) rest.push(id as VcpuId);
    if (rest.length > 0) groups.push({ vcpus: rest, cpuset: general, from: domain.vcpu });
  }
  return groups;
});

/**
 * The cell of each vCPU. vCPUs in no cell belong to cell 0 (libvirt src/qemu/qemu_domain.c qemuDomainDefNumaCPUsRectify).
 * undefined for a guest without cells, and where `listedVcpus` is.
 */
export function cellOfVcpu(domain: DomainModel): ((vcpu: VcpuId) => Cell | undefined) | undefined {
  const listed = listedVcpus(domain);
  if (domain.cells.length === 0 || listed === undefined) return undefined;
  const first = domain.cells.find((cell) => cell.cellId === 0);
  return (vcpu) => listed.get(vcpu) ?? first;
}

/** The cell that lists a vCPU; undefined when a cell's set is bad or a vCPU is in two cells, which libvirt refuses. */
export function listedVcpus(domain: DomainModel): ReadonlyMap<VcpuId, Cell> | undefined {
  const owners = new Map<VcpuId, Cell>();
  for (const cell of domain.cells) {
    if (cell.cpus === undefined) continue;
    if (cell.cpus.value === undefined) return undefined;
    for (const vcpu of cell.cpus.value.values) {
      if (owners.has(vcpu)) return undefined;
      owners.set(vcpu, cell);
    }
  }
  return owners;
}

/**
 * The ids of the guest's I/O threads: those listed in `<iothreadids>`, and while `<iothreads>` counts more, the lowest unused
 * ones (libvirt src/conf/domain_conf.c virDomainIOThreadIDDefArrayInit). undefined when one of the values is bad.
 */
export function iothreadsOf(domain: DomainModel): ReadonlySet<IothreadId> | undefined {
  const ids = new Set<IothreadId>();
  for (const { id } of domain.iothreadIds) {
    if (id?.value === undefined) return undefined;
    ids.add(id.value);
  }
  const count = domain.iothreads?.content === undefined ? 0 : domain.iothreads.content.value;
  if (count === undefined || count > IOTHREADS_LIMIT) return undefined;
  for (let id = 1; ids.size < count; id++) ids.add(id as IothreadId);
  return ids;
}

/** More I/O threads than any guest has: a typing error, and no reason to count them. */
const IOTHREADS_LIMIT = 16384;

/**
 * Whether libvirt stores automatic placement of the vCPUs where static was written, or nothing: the memory's is automatic and nothing is
 * pinned (src/conf/domain_conf.c, at the end of numatune's handling in virDomainDefParseXML).
 */
export function vcpusBecomeAuto(domain: DomainModel): boolean {
  if (domain.numatune?.memory?.placement?.value !== 'auto') return false;
  if (memoryPolicy(domain).kind !== 'auto' || vcpuPlacement(domain) !== 'static') return false;
  return pinsOf(domain).length === 0;
}
