import { demandsOf } from '../domain/demand.ts';
import type { Cell, DomainModel } from '../domain/model.ts';
import { cellOfVcpu, iothreadsOf, pinnedVcpus, vcpuCountOf } from '../domain/pins.ts';
import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import { orderOf } from '../placement/fallback.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { VcpuId } from '../vocabulary/define.ts';
import type { Surveyed } from './ground.ts';
import type { MapCell, MapPin } from './model.ts';
import { elementRange } from './sources.ts';

/** More vCPUs than any guest has: a typing error. */
const VCPUS_LIMIT = 4096;

/** The cells of the guest in focus, in the order of the text; one of id null for a guest without cells. */
export function mapCellsOf({
  domain,
  host,
  sourceOf,
}: Pick<Surveyed, 'domain' | 'host' | 'sourceOf'>): readonly MapCell[] {
  const demandOf = demandsOf(domain);
  const members = vcpusByCell(domain);
  const nodesOf = cpuNodesOf(domain, host);
  return (domain.cells.length > 0 ? domain.cells : [undefined]).map((cell): MapCell => {
    const size = demandOf(cell);
    const vcpus = members.get(cell) ?? [];
    const element = cell ?? domain.memory;
    return {
      id: cell?.cellId ?? null,
      ...(size === undefined ? {} : { bytes: Number(size) }),
      vcpus,
      cpuNodes: nodesOf(vcpus),
      ...(element === undefined ? {} : { source: sourceOf(elementRange(element.source)) }),
    };
  });
}

function vcpusByCell(domain: DomainModel): ReadonlyMap<Cell | undefined, readonly VcpuId[]> {
  const cellOf = cellOfVcpu(domain);
  const found = new Map<Cell | undefined, VcpuId[]>();
  if (cellOf === undefined && domain.cells.length > 0) return found;
  const count = Math.min(vcpuCountOf(domain) ?? 0, VCPUS_LIMIT);
  for (let id = 0; id < count; id++) {
    const cell = cellOf?.(id as VcpuId);
    const known = found.get(cell);
    if (known === undefined) found.set(cell, [id as VcpuId]);
    else known.push(id as VcpuId);
  }
  return found;
}

function cpuNodesOf(
  domain: DomainModel,
  host: HostTopology,
): (vcpus: readonly VcpuId[]) => readonly NodeId[] {
  const { withCpus = [], nodeOfCpu } = orderOf(host);
  const bySet = new Map<IdSet<CpuId>, readonly NodeId[]>();
  const byVcpu = new Map<VcpuId, readonly NodeId[]>();
  for (const { vcpus, cpuset } of pinnedVcpus(domain)) {
    const set = cpuset.value;
    if (set === undefined) continue;
    const nodes = bySet.get(set) ?? [
      ...new Set([...nodeOfCpu].flatMap(([cpu, node]) => (set.has(cpu) ? [node] : []))),
    ];
    bySet.set(set, nodes);
    for (const vcpu of vcpus) byVcpu.set(vcpu, nodes);
  }
  return (vcpus) => {
    const nodes = new Set<NodeId>();
    for (const some of new Set(vcpus.map((vcpu) => byVcpu.get(vcpu) ?? withCpus)))
      for (const node of some) nodes.add(node);
    return [...nodes].sort((a, b) => a - b);
  };
}

/** The pins of a guest that name CPUs of this host. vCPUs that are not pinned have none. @param guest its letter; null: it is in focus */
export function pinsOf(
  {
    domain,
    host,
    sourceOf,
  }: Pick<Surveyed, 'domain' | 'host'> & { readonly sourceOf?: Surveyed['sourceOf'] },
  guest: string | null,
): readonly MapPin[] {
  const known = [...orderOf(host).nodeOfCpu.keys()].sort((a, b) => a - b);
  const pins: MapPin[] = [];
  const add = (
    role: MapPin['role'],
    ids: readonly number[],
    { cpuset, from }: Pinned,
    isOneThread: boolean,
  ): void => {
    const set = cpuset?.value;
    const cpus = set === undefined ? [] : known.filter(set.has);
    if (cpus.length === 0) return;
    const floats = !isOneThread || cpus.length > 1;
    pins.push({
      ...{ guest, role, ids, cpus, floats },
      ...(sourceOf === undefined ? {} : { source: sourceOf(elementRange(from.source)) }),
    });
  };
  for (const { vcpus, cpuset, from } of pinnedVcpus(domain).slice(0, VCPUS_LIMIT))
    add('vcpu', vcpus.slice(0, VCPUS_LIMIT), { cpuset, from }, vcpus.length === 1);
  const [emulator] = domain.emulatorpins;
  if (emulator !== undefined)
    add('emulator', [], { cpuset: emulator.cpuset, from: emulator }, true);
  const threads = iothreadsOf(domain);
  for (const pin of domain.iothreadpins.slice(0, VCPUS_LIMIT)) {
    const id = pin.iothread?.value;
    if (id === undefined || threads?.has(id) === false) continue;
    add('iothread', [id], { cpuset: pin.cpuset, from: pin }, true);
  }
  return pins;
}

interface Pinned {
  readonly cpuset: { readonly value: IdSet<CpuId> | undefined } | undefined;
  readonly from: { readonly source: Parameters<typeof elementRange>[0] };
}
