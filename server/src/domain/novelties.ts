import { sourceOf } from '../xml/source.ts';
import { firstChildNamed } from '../xml/walk.ts';
import type { SourceRange } from '../text/range.ts';
import type { Version } from '../host/topology.ts';
import { deviceCellsOf, DEVICES_IN_CELLS } from './deviceCells.ts';
import { iothreadUsersOf, LISTS_OF_CONTROLLERS, LISTS_OF_DISKS } from './iothreadUses.ts';
import type { DomainModel } from './model.ts';
import { CLUSTERS, DIES } from './topologyProduct.ts';

/** Something that older releases did not have. */
export interface Novelty {
  /** `the mode restrictive` */
  readonly name: string;
  readonly libvirt: Version;
  /** What an older libvirt does: refuse the domain, or read past it and never write it. */
  readonly older: 'refuses' | 'drops';
  /** The QEMU that it needs, where older ones lack it. */
  readonly qemu?: Version;
  readonly find: (domain: DomainModel) => Iterable<SourceRange | undefined>;
}

const models = (domain: DomainModel, name: string): (SourceRange | undefined)[] =>
  domain.memoryDevices.flatMap(({ model }) => (model?.value === name ? [model.range] : []));

/** libvirt's NEWS.rst and src/qemu/qemu_capabilities.h; only what its users may still meet. */
export const NOVELTIES: readonly Novelty[] = [
  {
    name: "the mode 'restrictive'",
    libvirt: [7, 3],
    older: 'refuses',
    find: ({ numatunes }) =>
      numatunes
        .flatMap(({ memory, memnodes }) => [memory, ...memnodes])
        .flatMap((one) => (one?.mode?.value === 'restrictive' ? [one.mode.range] : [])),
  },
  {
    name: 'a cell without vCPUs',
    libvirt: [6, 6],
    older: 'refuses',
    find: ({ cells }) =>
      cells.flatMap(({ cpus, source }) => (cpus === undefined ? [source.name] : [])),
  },
  {
    name: 'a memory-side cache',
    libvirt: [6, 6],
    older: 'drops',
    qemu: [5, 0],
    find: ({ cells }) => cells.flatMap(({ caches }) => caches.map(({ source }) => source.name)),
  },
  {
    name: '<interconnects>',
    libvirt: [6, 6],
    older: 'drops',
    qemu: [5, 0],
    find: ({ interconnects }) => [interconnects?.source.name],
  },
  {
    name: "a memory device of model 'virtio-pmem'",
    libvirt: [7, 1],
    older: 'refuses',
    qemu: [4, 1],
    find: (domain) => models(domain, 'virtio-pmem'),
  },
  {
    name: "a memory device of model 'virtio-mem'",
    libvirt: [7, 9],
    older: 'refuses',
    qemu: [5, 1],
    find: (domain) => models(domain, 'virtio-mem'),
  },
  {
    name: "a memory device of model 'sgx-epc'",
    libvirt: [8, 10],
    older: 'refuses',
    qemu: [7, 0],
    find: (domain) => models(domain, 'sgx-epc'),
  },
  {
    name: 'dynamicMemslots',
    libvirt: [10, 1],
    older: 'drops',
    qemu: [8, 2],
    find: ({ memoryDevices }) =>
      memoryDevices.flatMap(
        ({ target }) => target?.source.attributes.get('dynamicMemslots')?.name ?? [],
      ),
  },
  {
    name: 'dies in a topology',
    libvirt: DIES,
    older: 'drops',
    find: ({ topology }) => [topology?.dies?.range],
  },
  {
    name: 'clusters in a topology',
    libvirt: CLUSTERS,
    older: 'drops',
    find: ({ topology }) => [topology?.clusters?.range],
  },
  {
    name: 'a number of threads that allocate memory',
    libvirt: [8, 2],
    older: 'drops',
    find: ({ memoryBacking }) => [memoryBacking?.allocation?.threads?.range],
  },
  {
    name: 'the size of a thread pool',
    libvirt: [8, 5],
    older: 'drops',
    qemu: [7, 1],
    find: ({ iothreadIds }) =>
      iothreadIds.flatMap(({ source: { attributes } }) =>
        ['thread_pool_min', 'thread_pool_max'].flatMap((name) => attributes.get(name)?.name ?? []),
      ),
  },
  {
    name: '<defaultiothread>',
    libvirt: [8, 5],
    older: 'drops',
    find: ({ defaultIothread }) => [defaultIothread?.source.name],
  },
  {
    name: 'a disk with several I/O threads',
    libvirt: LISTS_OF_DISKS,
    older: 'drops',
    qemu: [9, 0],
    find: (domain) => mappings(domain, 'disk'),
  },
  {
    name: 'a controller with several I/O threads',
    libvirt: LISTS_OF_CONTROLLERS,
    older: 'drops',
    qemu: [10, 0],
    find: (domain) => mappings(domain, 'controller'),
  },
  {
    name: 'a device that belongs to guest cells',
    libvirt: DEVICES_IN_CELLS,
    older: 'drops',
    qemu: [9, 0],
    find: (domain) => deviceCellsOf(domain).map(({ written }) => written.name),
  },
  {
    name: '<energytune>',
    libvirt: [12, 4],
    older: 'drops',
    find: ({ cputune }) => {
      const energy = cputune && firstChildNamed(cputune.element, 'energytune');
      return [energy && sourceOf(energy).name];
    },
  },
];

const mappings = (domain: DomainModel, tag: string): (SourceRange | undefined)[] =>
  iothreadUsersOf(domain).flatMap(({ device, mapping }) =>
    device.tagName === tag ? [mapping?.range] : [],
  );
