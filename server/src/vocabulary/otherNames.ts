import { VOCABULARY, type VocabularyNode } from './tree.ts';

/** Names that libvirt reads at a place and of which the tables say nothing. */
interface OtherNames {
  readonly attributes?: readonly string[];
  readonly children?: readonly string[];
}

/**
 * By the path from `<domain>`, for every place of which all names are known: those of the tables and these. What stands there
 * under any other name libvirt's parser never looks at, and its formatter never writes (src/conf/domain_conf.c,
 * src/conf/numa_conf.c; names as in src/conf/schemas/domaincommon.rng).
 */
const COMPLETE: ReadonlyMap<string, OtherNames> = new Map<string, OtherNames>([
  ['memory', {}],
  ['currentMemory', {}],
  ['maxMemory', {}],
  ['memoryBacking', {}],
  ['memoryBacking/hugepages', {}],
  ['memoryBacking/hugepages/page', {}],
  ['memoryBacking/nosharepages', {}],
  ['memoryBacking/locked', {}],
  ['memoryBacking/source', {}],
  ['memoryBacking/access', {}],
  ['memoryBacking/allocation', {}],
  ['memoryBacking/discard', {}],
  ['vcpu', {}],
  ['vcpus', {}],
  ['vcpus/vcpu', {}],
  ['iothreads', {}],
  ['iothreadids', {}],
  ['iothreadids/iothread', {}],
  ['iothreadids/iothread/poll', {}],
  ['defaultiothread', {}],
  ['cputune', { children: ['energytune'] }],
  ['cputune/vcpupin', {}],
  ['cputune/emulatorpin', {}],
  ['cputune/iothreadpin', {}],
  ['cputune/vcpusched', {}],
  ['cputune/iothreadsched', {}],
  ['cputune/emulatorsched', {}],
  ['cputune/cachetune', {}],
  ['cputune/cachetune/cache', {}],
  ['cputune/cachetune/monitor', {}],
  ['cputune/memorytune', {}],
  ['cputune/memorytune/node', {}],
  ['cputune/memorytune/monitor', {}],
  ['numatune', {}],
  ['numatune/memory', {}],
  ['numatune/memnode', {}],
  ['cpu/topology', {}],
  ['cpu/numa', {}],
  ['cpu/numa/cell', {}],
  ['cpu/numa/cell/distances', {}],
  ['cpu/numa/cell/distances/sibling', {}],
  ['cpu/numa/cell/cache', {}],
  // libvirt looks for this unit in another place than its own documentation: that is another rule's matter.
  ['cpu/numa/cell/cache/size', { children: ['unit'] }],
  ['cpu/numa/cell/cache/line', { children: ['unit'] }],
  ['cpu/numa/interconnects', {}],
  ['cpu/numa/interconnects/latency', {}],
  ['cpu/numa/interconnects/bandwidth', {}],
  [
    'devices/memory',
    {
      attributes: ['access', 'discard'],
      children: ['address', 'alias', 'acpi', 'uuid'],
    },
  ],
  ['devices/memory/source', { children: ['path', 'alignsize', 'pmem'] }],
  ['devices/memory/source/pagesize', {}],
  ['devices/memory/source/nodemask', {}],
  [
    'devices/memory/target',
    {
      attributes: ['dynamicMemslots'],
      children: ['block', 'requested', 'current', 'label', 'readonly', 'address'],
    },
  ],
  ['devices/memory/target/size', {}],
  ['devices/memory/target/node', {}],
]);

/**
 * Elements with children of which only some are known: a stranger among them is told only where its name is nearly one of the
 * table's and none of these.
 */
const PARTLY: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      ...['name', 'uuid', 'hwuuid', 'genid', 'title', 'description', 'metadata', 'id'],
      ...['blkiotune', 'memtune', 'resource', 'sysinfo', 'bootloader'],
      ...['bootloader_args', 'os', 'features', 'clock', 'on_poweroff', 'on_reboot', 'on_crash'],
      ...['on_lockfailure', 'pm', 'perf', 'idmap', 'seclabel', 'keywrap', 'launchSecurity'],
      ...['throttlegroups', 'cpuid', 'snapshots', 'domain'],
    ],
  ],
  ['cpu', ['arch', 'model', 'vendor', 'cache', 'maxphysaddr', 'feature', 'microcode', 'counter']],
]);

/** A place whose strangers can be told. */
export interface KnownPlace {
  readonly path: string;
  readonly node: VocabularyNode;
  readonly attributes: ReadonlySet<string>;
  readonly children: ReadonlySet<string>;
  /** Every other name is a stranger; otherwise only one that is nearly one of the table's. */
  readonly isComplete: boolean;
}

/** A way to places whose strangers can be told; undefined `place`: none of its own can. */
export interface WayToPlaces {
  readonly place: KnownPlace | undefined;
  readonly below: ReadonlyMap<string, WayToPlaces>;
}

/** The known places below `<domain>`, itself first: a parent stands before its children. */
export const KNOWN_PLACES: ReadonlyMap<string, KnownPlace> = new Map(
  placesBelow(VOCABULARY, '').map((place) => [place.path, place]),
);

function placesBelow(node: VocabularyNode, path: string): readonly KnownPlace[] {
  const others = COMPLETE.get(path);
  const place: KnownPlace = {
    path,
    node,
    attributes: new Set([
      ...Object.keys(node.definition.attributes),
      ...(others?.attributes ?? []),
    ]),
    children: new Set([
      ...node.children.keys(),
      ...(others?.children ?? []),
      ...(PARTLY.get(path) ?? []),
    ]),
    isComplete: others !== undefined,
  };
  const isKnown = others !== undefined || PARTLY.has(path);
  const below = [...node.children].flatMap(([name, child]) =>
    placesBelow(child, path === '' ? name : `${path}/${name}`),
  );
  return isKnown ? [place, ...below] : below;
}

/** The way from `<domain>` to all known places. */
export const WAY_TO_PLACES: WayToPlaces = wayFrom(VOCABULARY, '');

function wayFrom(node: VocabularyNode, path: string): WayToPlaces {
  const below = [...node.children].flatMap(([name, child]) => {
    const way = wayFrom(child, path === '' ? name : `${path}/${name}`);
    return way.place === undefined && way.below.size === 0 ? [] : [[name, way] as const];
  });
  return { place: KNOWN_PLACES.get(path), below: new Map(below) };
}

/** The elements in which the tables know a child of this name, without those in `except`. */
export function parentsOf(name: string, except: string): readonly string[] {
  const found = new Set<string>();
  for (const { node, path } of KNOWN_PLACES.values())
    if (path !== except && node.children.has(name)) found.add(node.definition.name);
  return [...found];
}
