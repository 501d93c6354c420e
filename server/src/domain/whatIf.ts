import type { Bytes, NodeId } from '../host/topology.ts';
import type { CellId } from '../vocabulary/define.ts';
import { idSetOfValues } from '../vocabulary/values/idSet.ts';
import type { DomainModel, Memnode, Numatune, NumatuneMemory, Page } from './model.ts';
import type { Written } from './read.ts';

/** The domain as it would be with another node set on one element: for fixes that must not do harm. */
export function withNodeset(
  domain: DomainModel,
  element: NumatuneMemory | Memnode,
  nodes: readonly NodeId[],
): DomainModel {
  const { numatune } = domain;
  if (numatune === undefined || element.nodeset === undefined) return domain;
  const nodeset = { ...element.nodeset, value: idSetOfValues(nodes) };
  return withNumatune(domain, {
    ...numatune,
    memory: numatune.memory === element ? { ...numatune.memory, nodeset } : numatune.memory,
    memnodes: numatune.memnodes.map((memnode) =>
      memnode === element ? { ...memnode, nodeset } : memnode,
    ),
  });
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
