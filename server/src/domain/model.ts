import type { Bytes } from '../host/topology.ts';
import type { Problem } from '../text/finding.ts';
import type { Located } from '../text/range.ts';
import type { CellId } from '../vocabulary/define.ts';
import type * as pci from '../vocabulary/controllers.ts';
import type * as time from '../vocabulary/cpuTime.ts';
import type * as cells from '../vocabulary/guestCells.ts';
import type * as hmat from '../vocabulary/hmat.ts';
import type * as memory from '../vocabulary/memory.ts';
import type * as backing from '../vocabulary/memoryBacking.ts';
import type * as devices from '../vocabulary/memoryDevices.ts';
import type * as limits from '../vocabulary/memtune.ts';
import type * as tune from '../vocabulary/numatune.ts';
import type * as pinning from '../vocabulary/pinning.ts';
import type * as resctrl from '../vocabulary/resctrl.ts';
import type * as scheduling from '../vocabulary/scheduling.ts';
import type { Read, ReadElement } from './read.ts';

/** A size element or attribute with its unit applied: rounded up to whole KiB, as libvirt stores it. */
export interface Sized {
  /** undefined: absent or bad. */
  readonly bytes: Bytes | undefined;
}

export type Memory = Read<typeof memory.memory> & Sized;
export type CurrentMemory = Read<typeof memory.currentMemory> & Sized;
export type MaxMemory = Read<typeof memory.maxMemory> & Sized;

export type Vcpu = Read<typeof pinning.vcpu>;
export type Vcpupin = Read<typeof pinning.vcpupin>;
export type Emulatorpin = Read<typeof pinning.emulatorpin>;
export type Iothreadpin = Read<typeof pinning.iothreadpin>;

export type VcpuState = Read<typeof scheduling.vcpuState>;
export type Iothread = Read<typeof scheduling.iothread>;
export type Vcpusched = Read<typeof scheduling.vcpusched>;
export type Iothreadsched = Read<typeof scheduling.iothreadsched>;
export type Emulatorsched = Read<typeof scheduling.emulatorsched>;

export type Sibling = Read<typeof cells.sibling>;
export type Topology = Read<typeof cells.topology>;
export type Cell = Read<typeof cells.cell> &
  Sized & {
    /** The written id, or the position when none is written; undefined when the written one is bad. */
    readonly cellId: CellId | undefined;
    /** The first `<distances>`: libvirt reads no other. */
    readonly distances: ReadElement | undefined;
    readonly siblings: readonly Sibling[];
    readonly caches: readonly CellCache[];
  };

/** A memory-side cache; `bytes` is its size as libvirt takes it, in KiB whatever the unit. */
export type CellCache = Read<typeof hmat.cellCache> &
  Sized & {
    readonly size: Read<typeof hmat.cacheSize> | undefined;
    readonly line: Read<typeof hmat.cacheLine> | undefined;
  };
/** Nanoseconds of a latency, bytes in a second of a bandwidth. */
export type Link =
  | (Read<typeof hmat.latency> & { readonly kind: 'latency'; readonly amount: bigint | undefined })
  | (Read<typeof hmat.bandwidth> & {
      readonly kind: 'bandwidth';
      readonly amount: bigint | undefined;
    });
export interface Interconnects extends ReadElement {
  /** In the order in which they are written. */
  readonly links: readonly Link[];
}

export type NumatuneMemory = Read<typeof tune.numatuneMemory>;
export type Memnode = Read<typeof tune.memnode>;
export type Numatune = ReadElement & {
  /** The first `<memory>`: libvirt reads no other. */
  readonly memory: NumatuneMemory | undefined;
  readonly memnodes: readonly Memnode[];
};

export type Page = Read<typeof backing.page> & Sized;
export interface MemoryBacking extends ReadElement {
  /** undefined: no `<hugepages>`; an empty list: the host's default size. */
  readonly hugepages: (ReadElement & { readonly pages: readonly Page[] }) | undefined;
  readonly locked: ReadElement | undefined;
  readonly allocation: Read<typeof backing.allocation> | undefined;
  /** `<source type=…>`. */
  readonly backedBy: Read<typeof backing.source> | undefined;
  readonly access: Read<typeof backing.access> | undefined;
}

export type MemoryDevice = Read<typeof devices.memoryDevice> & {
  readonly target: ReadElement | undefined;
  readonly size: (Read<typeof devices.deviceSize> & Sized) | undefined;
  readonly node: Read<typeof devices.deviceNode> | undefined;
  readonly nodemask: Read<typeof devices.deviceNodemask> | undefined;
  readonly pagesize: (Read<typeof devices.devicePagesize> & Sized) | undefined;
  /** Only what libvirt reads of its model: a path of a DIMM, say, is undefined here. */
  readonly path: Read<typeof devices.devicePath> | undefined;
  readonly labelSize: SizePart | undefined;
  readonly alignsize: SizePart | undefined;
  readonly block: SizePart | undefined;
  readonly requested: SizePart | undefined;
  readonly uuid: Read<typeof devices.deviceUuid> | undefined;
  /** `<target><address>`. */
  readonly targetAddress: Read<typeof devices.targetAddress> | undefined;
  readonly address: Read<typeof devices.deviceAddress> | undefined;
  /** The address again, where it is of type dimm. */
  readonly dimmAddress: Read<typeof devices.dimmAddress> | undefined;
};
export type SizePart = Read<typeof devices.deviceBlock> & Sized;

export type TunedCache = Read<typeof resctrl.tunedCache> & Sized;
export type Cachetune = Read<typeof resctrl.cachetune> & {
  readonly caches: readonly TunedCache[];
  readonly monitors: readonly Read<typeof resctrl.cacheMonitor>[];
};
export type Memorytune = Read<typeof resctrl.memorytune> & {
  readonly nodes: readonly Read<typeof resctrl.tunedNode>[];
  readonly monitors: readonly Read<typeof resctrl.bandwidthMonitor>[];
};

export type PciController = Read<typeof pci.controller> & {
  readonly target: ReadElement | undefined;
  /** `<target><node>`. */
  readonly node: Read<typeof pci.controllerNode> | undefined;
};

export type Limit = Read<typeof limits.hardLimit> & Sized;
export interface Memtune extends ReadElement {
  readonly hardLimit: Limit | undefined;
  readonly softLimit: Limit | undefined;
  readonly swapHardLimit: Limit | undefined;
  readonly minGuarantee: Limit | undefined;
}

/** Everything in a `<domain>` that touches memory, NUMA and CPU placement, as written: no default is filled in here. */
export interface DomainModel extends ReadElement {
  /** The `type` attribute as written. */
  readonly type: string | undefined;
  /** kvm or qemu: the driver whose behaviour at start the rules know. */
  readonly isQemu: boolean;
  readonly name: Located<string> | undefined;
  /** Somebody says, outside of it, that it belongs to `qemu:///session`; `sessionOf` knows the signs within, too. */
  readonly isSaidInSession: boolean;
  readonly memory: Memory | undefined;
  readonly currentMemory: CurrentMemory | undefined;
  readonly maxMemory: MaxMemory | undefined;
  readonly vcpu: Vcpu | undefined;
  /** `<vcpus><vcpu>`. */
  readonly vcpuStates: readonly VcpuState[];
  readonly iothreads: Read<typeof pinning.iothreads> | undefined;
  /** `<iothreadids><iothread>`. */
  readonly iothreadIds: readonly Iothread[];
  readonly defaultIothread: Read<typeof scheduling.defaultiothread> | undefined;
  readonly cputune: ReadElement | undefined;
  readonly vcpupins: readonly Vcpupin[];
  readonly emulatorpins: readonly Emulatorpin[];
  readonly iothreadpins: readonly Iothreadpin[];
  readonly vcpuscheds: readonly Vcpusched[];
  readonly iothreadscheds: readonly Iothreadsched[];
  readonly emulatorscheds: readonly Emulatorsched[];
  readonly shares: Read<typeof time.shares> | undefined;
  /** Periods and quotas, those that are written. */
  readonly cpuTimes: readonly Read<typeof time.period>[];
  readonly cachetunes: readonly Cachetune[];
  readonly memorytunes: readonly Memorytune[];
  readonly topology: Topology | undefined;
  readonly numa: ReadElement | undefined;
  readonly cells: readonly Cell[];
  readonly interconnects: Interconnects | undefined;
  /** All that are written; libvirt accepts one. */
  readonly numatunes: readonly Numatune[];
  /** The first of them. */
  readonly numatune: Numatune | undefined;
  readonly memoryBacking: MemoryBacking | undefined;
  readonly memoryDevices: readonly MemoryDevice[];
  readonly pciControllers: readonly PciController[];
  readonly memtune: Memtune | undefined;
  /** What was wrong with single values. */
  readonly problems: readonly Problem[];
  /** Some element in it was never closed, so that its neighbours may stand in the wrong place: no rule should judge. */
  readonly isDamaged: boolean;
  /** A template decides which of its elements there are: rules that look at more than one value would be wrong. */
  readonly isTemplated: boolean;
}
