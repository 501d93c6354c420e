import { cpu, devices, domain } from './containers.ts';
import { controller, controllerNode, controllerTarget } from './controllers.ts';
import { cpuTimes, shares } from './cpuTime.ts';
import type { AnyElementDefinition } from './define.ts';
import { cell, distances, numa, sibling, topology } from './guestCells.ts';
import { bandwidth, cacheLine, cacheSize, cellCache, interconnects, latency } from './hmat.ts';
import { currentMemory, maxMemory, memory } from './memory.ts';
import * as backing from './memoryBacking.ts';
import * as device from './memoryDevices.ts';
import * as memtune from './memtune.ts';
import { memnode, numatune, numatuneMemory } from './numatune.ts';
import * as pinning from './pinning.ts';
import * as resctrl from './resctrl.ts';
import * as scheduling from './scheduling.ts';

/** A place at which an element of our vocabulary stands. One name may stand at several: there are four `<memory>`. */
export interface VocabularyNode {
  readonly definition: AnyElementDefinition;
  /** By name, in the order in which completion offers them. */
  readonly children: ReadonlyMap<string, VocabularyNode>;
  /** Several may stand in one parent. */
  readonly repeatable: boolean;
  /** Only a way to what is ours: nothing is said of it or offered for it. */
  readonly isContainer: boolean;
}

/** The tree of our vocabulary from `<domain>` downwards. */
export const VOCABULARY: VocabularyNode = container(domain, [
  one(memory),
  one(currentMemory),
  one(maxMemory),
  one(backing.memoryBacking, [
    one(backing.hugepages, [many(backing.page)]),
    one(backing.nosharepages),
    one(backing.locked),
    one(backing.source),
    one(backing.access),
    one(backing.allocation),
    one(backing.discard),
  ]),
  one(memtune.memtune, [
    one(memtune.hardLimit),
    one(memtune.softLimit),
    one(memtune.swapHardLimit),
    one(memtune.minGuarantee),
  ]),
  one(pinning.vcpu),
  one(scheduling.vcpus, [many(scheduling.vcpuState)]),
  one(pinning.iothreads),
  one(scheduling.iothreadids, [many(scheduling.iothread, [one(scheduling.poll)])]),
  one(scheduling.defaultiothread),
  one(pinning.cputune, [
    many(pinning.vcpupin),
    one(pinning.emulatorpin),
    many(pinning.iothreadpin),
    many(scheduling.vcpusched),
    many(scheduling.iothreadsched),
    one(scheduling.emulatorsched),
    one(shares),
    ...cpuTimes.map((time) => one(time)),
    many(resctrl.cachetune, [many(resctrl.tunedCache), many(resctrl.cacheMonitor)]),
    many(resctrl.memorytune, [many(resctrl.tunedNode), many(resctrl.bandwidthMonitor)]),
  ]),
  one(numatune, [one(numatuneMemory), many(memnode)]),
  one(cpu, [
    one(topology),
    one(numa, [
      many(cell, [
        one(distances, [many(sibling)]),
        many(cellCache, [one(cacheSize), one(cacheLine)]),
      ]),
      one(interconnects, [many(latency), many(bandwidth)]),
    ]),
  ]),
  container(devices, [
    many(device.memoryDevice, [
      one(device.deviceSource, [
        one(device.devicePagesize),
        one(device.deviceNodemask),
        one(device.devicePath),
        one(device.deviceAlignsize),
        one(device.devicePmem),
      ]),
      one(device.deviceTarget, [
        one(device.deviceSize),
        one(device.deviceNode),
        one(device.deviceLabel, [one(device.deviceLabelSize)]),
        one(device.deviceReadonly),
        one(device.deviceBlock),
        one(device.deviceRequested),
        one(device.deviceCurrent),
        one(device.targetAddress),
      ]),
      one(device.deviceUuid),
      one(device.deviceAddress),
      one(device.deviceAlias),
    ]),
    many(controller, [one(controllerTarget, [one(controllerNode)])]),
  ]),
]);

/** The place that names lead to from `<domain>` downwards; undefined outside of our vocabulary. */
export function vocabularyAt(path: readonly string[]): VocabularyNode | undefined {
  let node: VocabularyNode | undefined = VOCABULARY;
  for (const name of path) node = node?.children.get(name);
  return node;
}

type Children = readonly VocabularyNode[];

function one(definition: AnyElementDefinition, children: Children = []): VocabularyNode {
  return node(definition, children, false, false);
}

function many(definition: AnyElementDefinition, children: Children = []): VocabularyNode {
  return node(definition, children, true, false);
}

function container(definition: AnyElementDefinition, children: Children): VocabularyNode {
  return node(definition, children, false, true);
}

function node(
  definition: AnyElementDefinition,
  children: Children,
  repeatable: boolean,
  isContainer: boolean,
): VocabularyNode {
  const byName = new Map(children.map((child) => [child.definition.name, child]));
  return { definition, children: byName, repeatable, isContainer };
}
