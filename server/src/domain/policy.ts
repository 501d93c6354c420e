import type { NodeId } from '../host/topology.ts';
import type { CellId } from '../vocabulary/define.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Placement } from '../vocabulary/values/placement.ts';
import type { Cell, DomainModel, Memnode, NumatuneMemory } from './model.ts';
import type { Written } from './read.ts';
import { mayBeInSession, sessionOf } from './sessionSigns.ts';

/**
 * What libvirt makes of `<vcpu placement>` and `<numatune><memory>` together (src/conf/numa_conf.c
 * virDomainNumatuneSet): no policy, nodes from numad, or listed nodes. `unknown` when a bad or a missing value leaves it
 * open; that was reported already.
 */
export type MemoryPolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'auto'; readonly mode: MemoryMode }
  | {
      readonly kind: 'static';
      readonly mode: MemoryMode;
      readonly nodeset: Written<IdSet<NodeId>>;
    };

export function memoryPolicy(domain: DomainModel): MemoryPolicy {
  const memory = domain.numatune?.memory;
  const ofVcpu = vcpuPlacement(domain);
  if (memory === undefined)
    return ofVcpu === 'auto' ? { kind: 'auto', mode: 'strict' } : { kind: 'none' };
  if (memory.mode === undefined && memory.nodeset === undefined && memory.placement === undefined)
    return { kind: 'none' };
  const mode = effectiveMode(memory);
  const placement = memoryPlacement(domain, memory);
  if (mode === undefined || placement === undefined) return { kind: 'unknown' };
  if (placement === 'auto') return { kind: 'auto', mode };
  if (memory.nodeset?.value === undefined) return { kind: 'unknown' };
  return { kind: 'static', mode, nodeset: memory.nodeset };
}

/** The placement of the vCPUs: static unless written otherwise; undefined when the written word is bad. */
export function vcpuPlacement(domain: DomainModel): Placement | undefined {
  const written = domain.vcpu?.placement;
  return written === undefined ? 'static' : written.value;
}

/** The placement of the memory: as written, else static with a node set, else that of the vCPUs. */
export function memoryPlacement(
  domain: DomainModel,
  memory: NumatuneMemory,
): Placement | undefined {
  const { placement, nodeset } = memory;
  if (placement !== undefined && placement.value !== 'default') return placement.value;
  return nodeset !== undefined ? 'static' : vcpuPlacement(domain);
}

/** The mode of a `<memory>` or `<memnode>`: strict when none is written; undefined when the written one is bad. */
export function effectiveMode(element: NumatuneMemory | Memnode): MemoryMode | undefined {
  return element.mode === undefined ? 'strict' : element.mode.value;
}

/** How one guest cell, or the whole memory of a guest without cells, is bound to host nodes. */
export interface Binding {
  /** undefined: the guest has no cells, and this is all of its memory. */
  readonly cell: Cell | undefined;
  readonly mode: MemoryMode;
  readonly nodeset: Written<IdSet<NodeId>>;
  /** The element that states it. */
  readonly from: NumatuneMemory | Memnode;
}

/**
 * Every binding to listed host nodes: for each cell its `<memnode>`, else `<memory>`. Cells without a listed binding, and
 * those whose mode or set is bad, have none; restrictive ones bind nothing in a session, without control groups.
 */
export function bindingsOf(domain: DomainModel): readonly Binding[] {
  const bindings = writtenBindings(domain);
  return bindings.some(isRestrictive) && mayBeInSession(domain)
    ? bindings.filter((binding) => !isRestrictive(binding))
    : bindings;
}

const isRestrictive = ({ mode }: Binding): boolean => mode === 'restrictive';

function writtenBindings(domain: DomainModel): readonly Binding[] {
  const memory = domain.numatune?.memory;
  const policy = memoryPolicy(domain);
  const general =
    memory !== undefined && policy.kind === 'static'
      ? { mode: policy.mode, nodeset: policy.nodeset, from: memory }
      : undefined;
  if (domain.cells.length === 0)
    return general === undefined ? [] : [{ cell: undefined, ...general }];
  const memnodes = memnodesByCell(domain);
  return domain.cells.flatMap((cell): Binding[] => {
    const memnode = cell.cellId === undefined ? undefined : memnodes.get(cell.cellId);
    if (memnode === undefined) return general === undefined ? [] : [{ cell, ...general }];
    const mode = effectiveMode(memnode);
    if (mode === undefined || memnode.nodeset?.value === undefined) return [];
    return [{ cell, mode, nodeset: memnode.nodeset, from: memnode }];
  });
}

/** The cells that have memory of their own: those of a device that is passed through may have none. */
export const cellsWithMemory = ({ cells }: DomainModel): readonly Cell[] =>
  cells.filter((cell) => cell.bytes !== 0n);

/** The first `<memnode>` of each cell. */
export function memnodesByCell(domain: DomainModel): ReadonlyMap<CellId, Memnode> {
  const found = new Map<CellId, Memnode>();
  for (const memnode of domain.numatune?.memnodes ?? []) {
    const cell = memnode.cellid?.value;
    if (cell !== undefined && !found.has(cell)) found.set(cell, memnode);
  }
  return found;
}

/** Modes whose nodes are a hard limit: when they run full, memory comes from nowhere else. */
export function isBinding(mode: MemoryMode): boolean {
  return mode === 'strict' || mode === 'restrictive';
}

/** An element whose binding does nothing: restrictive, in a session, where there are no control groups. */
export function idleBinder(domain: DomainModel): NumatuneMemory | Memnode | undefined {
  const { memory, memnodes = [] } = domain.numatune ?? {};
  const idle = [memory, ...memnodes].find(
    (one) => one?.nodeset !== undefined && effectiveMode(one) === 'restrictive',
  );
  return idle === undefined || sessionOf(domain) === undefined ? undefined : idle;
}

/** Every node set that names host nodes by hand and takes effect: `<memory>` unless automatic, and each `<memnode>`. */
export function hostNodeSetsOf(domain: DomainModel): readonly {
  readonly nodeset: Written<IdSet<NodeId>>;
  readonly from: NumatuneMemory | Memnode;
}[] {
  const { numatune } = domain;
  if (numatune === undefined) return [];
  const sets = [];
  const { memory } = numatune;
  if (memory?.nodeset !== undefined && memoryPlacement(domain, memory) === 'static')
    sets.push({ nodeset: memory.nodeset, from: memory });
  for (const memnode of numatune.memnodes)
    if (memnode.nodeset !== undefined) sets.push({ nodeset: memnode.nodeset, from: memnode });
  return sets;
}

/** Elements of a `<numatune>` of which some are restrictive and others not. */
export interface RestrictiveMix {
  /** `<memory>` is restrictive, and these `<memnode>`s are not; or these are, and `<memory>` is not, or is absent. */
  readonly memoryIsRestrictive: boolean;
  readonly memnodes: readonly Memnode[];
}

/**
 * `<memory>` and every `<memnode>` must be restrictive together or not at all (libvirt src/conf/numa_conf.c
 * virDomainNumaDefValidate). undefined when that holds, and where it is not the first thing that libvirt refuses.
 */
export function restrictiveMix(domain: DomainModel): RestrictiveMix | undefined {
  const policy = memoryPolicy(domain);
  if (domain.cells.length === 0 || policy.kind === 'unknown' || policy.kind === 'auto')
    return undefined;
  const memoryIsRestrictive = policy.kind === 'static' && policy.mode === 'restrictive';
  const memnodes = (domain.numatune?.memnodes ?? []).filter((memnode) => {
    const mode = effectiveMode(memnode);
    return mode !== undefined && (mode === 'restrictive') !== memoryIsRestrictive;
  });
  return memnodes.length === 0 ? undefined : { memoryIsRestrictive, memnodes };
}

/** A `<memnode>` that names nodes which a strict or restrictive `<memory>` does not. */
export interface OutsideMemory {
  readonly memnode: Memnode;
  /** undefined where there is no such cell. */
  readonly cell: Cell | undefined;
  readonly nodeset: Written<IdSet<NodeId>>;
  /** Ascending. */
  readonly outside: readonly NodeId[];
  /** None of its nodes is one of `<memory>`'s. */
  readonly isAll: boolean;
}

/**
 * The `<memnode>`s that reach outside of a static `<memory>` in its mode, strict or restrictive; longer sets are nobody's. None in a
 * session, where no control group holds QEMU's threads.
 */
export function memnodesOutside(domain: DomainModel): readonly OutsideMemory[] {
  const policy = memoryPolicy(domain);
  if (policy.kind !== 'static' || !isBinding(policy.mode) || domain.cells.length === 0) return [];
  const general = policy.nodeset.value;
  if (general === undefined || general.size > OUTSIDE_LIMIT) return [];
  if (mayBeInSession(domain)) return [];
  const cells = new Map(domain.cells.map((cell) => [cell.cellId, cell]));
  return (domain.numatune?.memnodes ?? []).flatMap((memnode): OutsideMemory[] => {
    const { nodeset } = memnode;
    const own = nodeset?.value;
    if (nodeset === undefined || own === undefined || own.size > OUTSIDE_LIMIT) return [];
    if (policy.mode === 'restrictive' && effectiveMode(memnode) !== 'restrictive') return [];
    const outside = own.values.filter((node) => !general.has(node));
    const cell = cells.get(memnode.cellid?.value);
    return outside.length === 0
      ? []
      : [{ memnode, cell, nodeset, outside, isAll: outside.length === own.size }];
  });
}

const OUTSIDE_LIMIT = 1024;

const IN_CELLS: ReadonlySet<string | undefined> = new Set(['dimm', 'nvdimm', 'virtio-mem']);

/** Whether libvirt asks of a memory device to which guest cell it belongs (src/qemu/qemu_domain.c qemuDomainDefValidateMemoryHotplugDevice). */
export function needsCell(model: string | undefined): boolean {
  return IN_CELLS.has(model);
}
