import type { Bytes, NodeId } from '../host/topology.ts';
import type { CellId, VcpuId } from '../vocabulary/define.ts';
import { idSetOfValues, type IdSet } from '../vocabulary/values/idSet.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Placement } from '../vocabulary/values/placement.ts';
import type { Cell, DomainModel, Memnode, Numatune, NumatuneMemory, Page } from './model.ts';
import type { ReadElement, Written } from './read.ts';

/** What is written anew on a `<memory>` or `<memnode>`; what is absent stays. */
export interface Rebinding {
  readonly mode?: MemoryMode | undefined;
  readonly nodes?: readonly NodeId[] | undefined;
  readonly cell?: CellId | undefined;
  readonly placement?: Placement | undefined;
}

/** The domain as it would be with other values on some elements: for fixes that must not do harm. */
export function rebound(
  domain: DomainModel,
  elements: readonly (NumatuneMemory | Memnode)[],
  { mode, nodes, cell, placement }: Rebinding,
): DomainModel {
  const { numatune } = domain;
  if (numatune === undefined) return domain;
  const changed = new Set(elements.map(({ source }) => source));
  const common = ({ source }: ReadElement) => ({
    ...(mode && { mode: written(source.name, mode) }),
    ...(nodes && { nodeset: written(source.name, idSetOfValues(nodes)) }),
  });
  const { memory } = numatune;
  return withNumatune(domain, {
    ...numatune,
    memory:
      memory === undefined || !changed.has(memory.source)
        ? memory
        : {
            ...memory,
            ...common(memory),
            ...(placement && { placement: written(memory.source.name, placement) }),
          },
    memnodes: numatune.memnodes.map((memnode) =>
      changed.has(memnode.source)
        ? {
            ...memnode,
            ...common(memnode),
            ...(cell !== undefined && { cellid: written(memnode.source.name, cell) }),
          }
        : memnode,
    ),
  });
}

/** The domain as it would be without an element of its `<numatune>`. */
export function without(domain: DomainModel, element: NumatuneMemory | Memnode): DomainModel {
  const { numatune } = domain;
  if (numatune === undefined) return domain;
  return withNumatune(domain, {
    ...numatune,
    memory: numatune.memory === element ? undefined : numatune.memory,
    memnodes: numatune.memnodes.filter((memnode) => memnode !== element),
  });
}

/** The domain as it would be with a `<memory>` in its `<numatune>`, which has none or one that says nothing. */
export function withMemory(
  domain: DomainModel,
  mode: MemoryMode,
  nodes: readonly NodeId[],
): DomainModel {
  const { numatune } = domain;
  if (numatune === undefined) return domain;
  const { element, source } = numatune;
  return withNumatune(domain, {
    ...numatune,
    memory: {
      ...{ element, source, content: undefined, placement: undefined },
      mode: written(source.name, mode),
      nodeset: written(source.name, idSetOfValues(nodes)),
    },
  });
}

/** A guest cell that is still to be written. */
export interface NewCell {
  readonly bytes: Bytes;
  readonly vcpus: readonly VcpuId[];
}

/** The domain as it would be with guest cells, numbered from 0. */
export function withCells(domain: DomainModel, newCells: readonly NewCell[]): DomainModel {
  const { element, source } = domain;
  const cells = newCells.map(({ bytes, vcpus }, id): Cell => ({
    ...{ element, source, bytes, cellId: id as CellId },
    ...{ id: undefined, memory: undefined, unit: undefined, memAccess: undefined },
    ...{ discard: undefined, content: undefined, distances: undefined, siblings: [], caches: [] },
    cpus: vcpus.length === 0 ? undefined : written(source.name, idSetOfValues(vcpus)),
  }));
  return { ...domain, cells };
}

/** The domain as it would be with `<memnode>`s that bind cells in the mode of `<memory>`. */
export function withMemnodes(
  domain: DomainModel,
  memory: NumatuneMemory,
  nodesOf: ReadonlyMap<CellId, readonly NodeId[]>,
): DomainModel {
  const { numatune } = domain;
  if (numatune === undefined) return domain;
  const memnodes = [...nodesOf].map(([cell, nodes]): Memnode => {
    const { element, source, mode } = memory;
    return {
      ...{ element, source, mode, content: undefined },
      cellid: written(source.name, cell),
      nodeset: written(source.name, idSetOfValues(nodes)),
    };
  });
  return withNumatune(domain, { ...numatune, memnodes: [...numatune.memnodes, ...memnodes] });
}

/** The domain as it would be with `<memnode>`s of one mode for cells, whether it has a `<numatune>` or not. */
export function withBoundCells(
  domain: DomainModel,
  mode: MemoryMode,
  nodesOf: ReadonlyMap<CellId, readonly NodeId[]>,
): DomainModel {
  const { element, source, numatune } = domain;
  const memnodes = [...nodesOf].map(([cell, nodes]): Memnode => ({
    ...{ element, source, content: undefined },
    mode: written(source.name, mode),
    cellid: written(source.name, cell),
    nodeset: written(source.name, idSetOfValues(nodes)),
  }));
  const before = numatune ?? { element, source, memory: undefined, memnodes: [] };
  return withNumatune(domain, { ...before, memnodes: [...before.memnodes, ...memnodes] });
}

/** The domain as it would be with other nodes in the `<nodemask>` of a memory device. */
export function withNodemask(
  domain: DomainModel,
  nodemask: Written<IdSet<NodeId>>,
  nodes: readonly NodeId[],
): DomainModel {
  const memoryDevices = domain.memoryDevices.map((device) =>
    device.nodemask?.content === nodemask
      ? {
          ...device,
          nodemask: {
            ...device.nodemask,
            content: written(nodemask.range, idSetOfValues(nodes)),
          },
        }
      : device,
  );
  return { ...domain, memoryDevices };
}

/** The domain as it would be with another size for one `<page>`. */
export function withPageSize(domain: DomainModel, page: Page, size: Bytes): DomainModel {
  const { memoryBacking } = domain;
  const huge = memoryBacking?.hugepages;
  if (memoryBacking === undefined || huge === undefined) return domain;
  const pages = huge.pages.map((other) => (other === page ? { ...page, bytes: size } : other));
  return { ...domain, memoryBacking: { ...memoryBacking, hugepages: { ...huge, pages } } };
}

function withNumatune(domain: DomainModel, numatune: Numatune): DomainModel {
  return { ...domain, numatune, numatunes: [numatune, ...domain.numatunes.slice(1)] };
}

function written<T>(range: Written<T>['range'], value: T): Written<T> {
  return { text: '', range, whole: range, value };
}
