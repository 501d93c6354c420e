/** A host NUMA node's number (Linux: /sys/devices/system/node/nodeN). Never a guest cell's. */
export type NodeId = number & { readonly __brand: 'NodeId' };
/** A host logical CPU's number, as Linux counts them. */
export type CpuId = number & { readonly __brand: 'CpuId' };
/** An exact size in bytes. */
export type Bytes = bigint & { readonly __brand: 'Bytes' };

export const nodeId = (value: number): NodeId => value as NodeId;
export const cpuId = (value: number): CpuId => value as CpuId;
export const bytes = (value: bigint): Bytes => value as Bytes;

/** A pool of huge pages on one node, in pages. */
export interface PagePool {
  readonly size: Bytes;
  readonly total?: number;
  readonly free?: number;
}

/** What is known of one node. An absent field is a fact that no source carried; zero and empty are facts. */
export interface HostNode {
  readonly id: NodeId;
  /** Empty for a node without CPUs; undefined when no source lists them. */
  readonly cpus?: readonly CpuId[];
  /** MemTotal, huge page pools included. 0 for a node without memory. */
  readonly total?: Bytes;
  /** MemFree at the time of capture: a snapshot, without page cache and pools. */
  readonly free?: Bytes;
  /** Kept for the host itself, stated by the user in our JSON format. */
  readonly reserve?: Bytes;
  /** Huge page pools by page size in bytes; the base page size is never in it. */
  readonly pools?: ReadonlyMap<Bytes, PagePool>;
  /** Addresses of the PCI devices that are attached to it, as far as they are known: `0000:41:00.0`, ascending. */
  readonly pciDevices?: readonly string[];
  /** Its section of the enclave page cache of SGX. */
  readonly sgxSection?: Bytes;
}

export interface HostCpu {
  readonly id: CpuId;
  readonly node?: NodeId;
  readonly socket?: number;
  readonly core?: number;
  /** All threads of its core, itself included. */
  readonly siblings?: readonly CpuId[];
  /** false: known to be possible and offline. */
  readonly online?: boolean;
}

/** A cache of the host, and how libvirt can divide it. */
export interface CacheBank {
  readonly level: number;
  readonly id: number;
  readonly size: Bytes;
  /** By what a part is for; empty where the cache cannot be divided. */
  readonly controls: ReadonlyMap<'both' | 'code' | 'data', AllocationSteps<Bytes>>;
}

/** In what steps something can be given out, and the least part. */
export interface AllocationSteps<Amount> {
  readonly granularity: Amount;
  readonly least: Amount;
}

/** What the kernel's resctrl can divide, as `virsh capabilities` tells it. */
export interface HostResctrl {
  readonly caches: readonly CacheBank[];
  /** Memory bandwidth controllers by id; empty where there are none. */
  readonly bandwidth: ReadonlyMap<number, AllocationSteps<number>>;
}

/** A release as its numbers, most significant first: 11.3.0 is [11, 3, 0]. */
export type Version = readonly number[];

export interface Versions {
  readonly libvirt?: Version;
  readonly qemu?: Version;
  readonly kernel?: Version;
}

/** Facts about a machine, however they came here. */
export interface HostTopology {
  /** As a person would call it: the name in our JSON, else the file's name without endings. */
  readonly name: string;
  /** Sorted by id. */
  readonly nodes: ReadonlyMap<NodeId, HostNode>;
  /** Empty when no source lists CPUs. */
  readonly cpus: ReadonlyMap<CpuId, HostCpu>;
  readonly distances?: ReadonlyMap<NodeId, ReadonlyMap<NodeId, number>>;
  /** The base page size in bytes. */
  readonly pageSize?: Bytes;
  readonly versions?: Versions;
  readonly resctrl?: HostResctrl;
  /** The kernel has no NUMA, or hides it: no node set can be applied, not even that of node 0. */
  readonly numa?: false;
  /** Whether numad can be asked there. */
  readonly numad?: boolean;
  /** The nodes listed may be a part of the machine: the source does not say that there are no others. */
  readonly partial?: true;
  /** What our JSON format keeps for the host on every node that states no reserve of its own; nodes carry it already. */
  readonly reservePerNode?: Bytes;
  /** When the figures were taken, as our JSON format states it. */
  readonly capturedAt?: string;
}

/** What a rule may need to know of a host. `versions` is no facet: rules decide by what is stated, or by the current release. */
export type Facet =
  'nodes' | 'total' | 'free' | 'reserve' | 'cpus' | 'pools' | 'distances' | 'siblings';

/**
 * The facets a host's description carries. One node that lacks a figure is enough to withhold `total`, `free`, `cpus`:
 * a sum over a set must not be taken over unknowns. `reserve` needs one node that states it. A list of nodes that may be
 * a part of the machine carries none that speaks of nodes.
 */
export function facetsOf(host: HostTopology): ReadonlySet<Facet> {
  const nodes = [...host.nodes.values()];
  const facets = new Set<Facet>();
  if (nodes.length === 0) return facets;
  if ([...host.cpus.values()].some((cpu) => cpu.siblings !== undefined)) facets.add('siblings');
  if (host.partial === true) return facets;
  facets.add('nodes');
  if (nodes.every((node) => node.total !== undefined)) facets.add('total');
  if (nodes.every((node) => node.free !== undefined)) facets.add('free');
  if (nodes.every((node) => node.cpus !== undefined)) facets.add('cpus');
  if (nodes.some((node) => node.reserve !== undefined)) facets.add('reserve');
  if (nodes.some((node) => node.pools !== undefined)) facets.add('pools');
  if (host.distances !== undefined) facets.add('distances');
  return facets;
}

/** Negative when a is the older release; missing parts count as 0. */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
