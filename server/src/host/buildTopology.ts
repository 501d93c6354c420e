import type { HostCpu, HostNode, HostTopology, NodeId } from './topology.ts';

/** A value under construction. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

export type Distances = ReadonlyMap<NodeId, ReadonlyMap<NodeId, number>>;

/** All that a topology has, with lists in any order where the topology has sorted maps, and undefined for what is unknown. */
export interface HostFacts {
  readonly name: string;
  readonly nodes: Iterable<HostNode>;
  readonly cpus: Iterable<HostCpu>;
  readonly distances?: Distances | undefined;
  readonly rest?: Omit<HostTopology, 'name' | 'nodes' | 'cpus' | 'distances'>;
}

/** A topology in the order that its contract promises. Distances without any figure count as unknown. */
export function buildTopology({ name, nodes, cpus, distances, rest }: HostFacts): HostTopology {
  const stated = new Map([...(distances ?? [])].filter(([, row]) => row.size > 0));
  return {
    name,
    nodes: byId(nodes),
    cpus: byId(cpus),
    ...(stated.size > 0 ? { distances: stated } : {}),
    ...rest,
  };
}

/** The same value without the keys that are undefined, as exact optional properties ask for. */
export function present<T extends object>(value: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, stated]) => stated !== undefined),
  ) as T;
}

function byId<T extends { readonly id: number }>(items: Iterable<T>): ReadonlyMap<T['id'], T> {
  const sorted = [...items].sort((a, b) => a.id - b.id);
  return new Map(sorted.map((item) => [item.id, item]));
}
