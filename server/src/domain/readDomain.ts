import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import type { CellId } from '../vocabulary/define.ts';
import * as cells from '../vocabulary/guestCells.ts';
import * as memory from '../vocabulary/memory.ts';
import * as backing from '../vocabulary/memoryBacking.ts';
import * as limits from '../vocabulary/memtune.ts';
import * as tune from '../vocabulary/numatune.ts';
import { rangeWithin, sourceOf } from '../xml/source.ts';
import {
  childElements,
  childrenNamed,
  firstChildNamed,
  isUnevaluated,
  textOf,
} from '../xml/walk.ts';
import type { Cell, DomainModel, MemoryBacking, Memtune, Numatune } from './model.ts';
import { isTemplated } from './templated.ts';
import { readElement } from './read.ts';
import { readCpuTuning } from './readCpuTuning.ts';
import { readCellCaches, readInterconnects } from './readHmat.ts';
import { readMemoryDevices } from './readMemoryDevices.ts';
import { plain, read, sized, sizeOf } from './readParts.ts';
import { readPciControllers } from './readPciControllers.ts';

/**
 * Reads one `<domain>` element that `parseXml` made. Total: whatever it holds, there is a model.
 * @param isInSession whether somebody says that a domain of this name belongs to `qemu:///session`
 */
export function readDomain(
  element: Element,
  isInSession: (name: string) => boolean = () => false,
): DomainModel {
  const problems: Problem[] = [];
  const child = (name: string) => firstChildNamed(element, name);
  const cpu = child('cpu');
  const numaElement = cpu && firstChildNamed(cpu, 'numa');
  const topologyElement = cpu && firstChildNamed(cpu, 'topology');
  const numatunes = childrenNamed(element, 'numatune').map((tuned) =>
    readNumatune(tuned, problems),
  );
  const type = element.getAttribute('type') ?? undefined;
  const name = readName(child('name'));
  return {
    element,
    source: sourceOf(element),
    type,
    isQemu: type === 'kvm' || type === 'qemu',
    name,
    isSaidInSession: name !== undefined && isInSession(name.value),
    memory: sized(read(memory.memory, child('memory'), problems), problems),
    currentMemory: sized(read(memory.currentMemory, child('currentMemory'), problems), problems),
    maxMemory: sized(read(memory.maxMemory, child('maxMemory'), problems), problems),
    ...readCpuTuning(element, problems),
    topology: read(cells.topology, topologyElement, problems),
    numa: plain(numaElement),
    cells: numaElement === undefined ? [] : readCells(numaElement, problems),
    interconnects: numaElement && readInterconnects(numaElement, problems),
    numatunes,
    numatune: numatunes[0],
    memoryBacking: readMemoryBacking(child('memoryBacking'), problems),
    memoryDevices: readMemoryDevices(element, problems),
    pciControllers: readPciControllers(element, problems),
    memtune: readMemtune(child('memtune'), problems),
    problems,
    isDamaged: holdsDamage(element),
    isTemplated: isTemplated(element),
  };
}

function readName(element: Element | undefined): DomainModel['name'] {
  const text = element && textOf(element);
  if (text === undefined || text.value.trim() === '' || isUnevaluated(text.source))
    return undefined;
  return {
    value: text.value.trim(),
    range: rangeWithin(text.source, 0, text.value.length),
  };
}

function readNumatune(element: Element, problems: Problem[]): Numatune {
  const memoryElement = firstChildNamed(element, 'memory');
  return {
    element,
    source: sourceOf(element),
    memory: memoryElement && readElement(tune.numatuneMemory, memoryElement, problems),
    memnodes: childrenNamed(element, 'memnode').map((node) =>
      readElement(tune.memnode, node, problems),
    ),
  };
}

function readCells(numa: Element, problems: Problem[]): Cell[] {
  return childrenNamed(numa, 'cell').map((element, position) => {
    const cell = readElement(cells.cell, element, problems);
    const distances = firstChildNamed(element, 'distances');
    const siblings = distances === undefined ? [] : childrenNamed(distances, 'sibling');
    return {
      ...cell,
      cellId: cell.id === undefined ? (position as CellId) : cell.id.value,
      bytes: sizeOf(cell.memory, cell.unit, problems),
      distances: plain(distances),
      siblings: siblings.map((sibling) => readElement(cells.sibling, sibling, problems)),
      caches: readCellCaches(element, problems),
    };
  });
}

function readMemoryBacking(
  element: Element | undefined,
  problems: Problem[],
): MemoryBacking | undefined {
  if (element === undefined) return undefined;
  const child = (name: string) => firstChildNamed(element, name);
  const huge = child('hugepages');
  return {
    element,
    source: sourceOf(element),
    hugepages: huge && {
      element: huge,
      source: sourceOf(huge),
      pages: childrenNamed(huge, 'page').map((entry) => {
        const page = readElement(backing.page, entry, problems);
        return { ...page, bytes: sizeOf(page.size, page.unit, problems) };
      }),
    },
    locked: plain(child('locked')),
    allocation: read(backing.allocation, child('allocation'), problems),
    backedBy: read(backing.source, child('source'), problems),
    access: read(backing.access, child('access'), problems),
  };
}

/** Whether an element below (or the domain itself) was never closed. Walks without recursion: depth is the writer's. */
function holdsDamage(domain: Element): boolean {
  const waiting = [domain];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (sourceOf(element).damaged) return true;
    for (const child of childElements(element)) waiting.push(child);
  }
  return false;
}

function readMemtune(element: Element | undefined, problems: Problem[]): Memtune | undefined {
  if (element === undefined) return undefined;
  const limit = (definition: typeof limits.hardLimit) =>
    sized(read(definition, firstChildNamed(element, definition.name), problems), problems);
  return {
    element,
    source: sourceOf(element),
    hardLimit: limit(limits.hardLimit),
    softLimit: limit(limits.softLimit),
    swapHardLimit: limit(limits.swapHardLimit),
    minGuarantee: limit(limits.minGuarantee),
  };
}
