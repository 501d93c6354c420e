import type { Chunk, HostMap, MapCell, MapNode, MapPin, MapPlan, MapSource } from '../model.ts';
import { unitFor, type Unit } from './amounts.ts';
import { sum } from './shapes.ts';

/** What all parts of one picture share: a map, the plan that is shown, and what follows from both. */
export interface Scene {
  readonly map: HostMap;
  readonly plan: MapPlan;
  readonly unit: Unit;
  /** Below 900 CSS pixels: one column, no connectors. */
  readonly isNarrow: boolean;
  /** Below 560: no drawings on the cards and no matrix. */
  readonly isTiny: boolean;
  /** Equal neighbouring cores become one box. */
  readonly isDense: boolean;
  /** By node id: who takes what of it, the guest in focus last. */
  readonly takings: ReadonlyMap<number, readonly DrawnTaking[]>;
  readonly usesOf: (cpu: number) => readonly CpuUse[];
  /** The end of the scale of all bars, in bytes, and the distance of its ticks. */
  readonly top: number;
  readonly step: number;
  /** The index of a source among those of the picture. */
  readonly sourceIndex: (source: MapSource | undefined) => number | undefined;
  readonly sources: readonly MapSource[];
  /** Signs that were drawn: the legend explains just these. */
  readonly signs: Set<string>;
}

/** What one guest takes of a node. */
export interface DrawnTaking extends Chunk {
  /** `A`: the guest in focus; empty: many small ones together. */
  readonly letter: string;
  readonly guest: string;
}

export interface CpuUse {
  readonly letter: string;
  readonly guest: string;
  readonly role: MapPin['role'];
  /** The vCPU or I/O thread that is pinned here; undefined for the emulator, and where several share the set. */
  readonly id: number | undefined;
  readonly floats: boolean;
  readonly source: MapSource | undefined;
}

/** The letter of the guest in focus. */
export const FOCUS = 'A';

/** @param key of the plan that is shown; what is written where there is none such */
export function sceneOf(map: HostMap, width: number, key?: string): Scene {
  const plan = map.plans.find((one) => one.key === key) ?? map.plans[0];
  if (plan === undefined) throw new Error('a map without plans');
  const sources: MapSource[] = [];
  const known = new Map<string, number>();
  const most = Math.max(
    ...map.nodes.flatMap((node) => [node.total ?? 0, ...worst(map, node)]),
    2 ** 20,
  );
  const unit = unitFor(map);
  const takings = takingsOf(map, plan);
  const scene = {
    ...{ map, plan, unit, takings, sources, signs: new Set<string>() },
    ...{ isNarrow: width < 900, isTiny: width < 560 },
    isDense: map.nodes.length > 4 || map.nodes.some((node) => cpusOf(node).length > 24),
    usesOf: usesIn(map),
    sourceIndex: (source: MapSource | undefined) => {
      if (source === undefined) return undefined;
      const place = `${source.uri}#${source.start.line}:${source.start.character}`;
      const index = known.get(place) ?? sources.push(source) - 1;
      known.set(place, index);
      return index;
    },
  };
  const top = Math.max(most, ...map.nodes.map((node) => withRoom(map, node, most)));
  let step = unit.bytes;
  while (top / step > TICKS) step *= 2;
  return { ...scene, top, step };
}

const TICKS = 6;

/** How far a bar of the node reaches under each plan, so that a preview keeps the scale. */
function worst(map: HostMap, node: MapNode): readonly number[] {
  const before = node.reserve + poolBytes(node) + ordinaryOf(others(map), node);
  return map.plans.map(
    (plan) =>
      Math.max(node.total ?? 0, before + ordinaryOf(plan.landing, node)) +
      lackOf(plan, node, map.nodes),
  );
}

/** The same with room for the number that stands behind a small overrun. */
function withRoom(map: HostMap, node: MapNode, most: number): number {
  const reach = Math.max(...worst(map, node));
  const over = reach - (node.total ?? 0);
  return over > 0 && over < most * OVERRUN ? reach + most * OVERRUN : reach;
}

const OVERRUN = 0.18;

const others = ({ others: listed, more }: HostMap): readonly Chunk[] => [
  ...listed.flatMap(({ landing }) => landing),
  ...(more?.landing ?? []),
];

const ordinaryOf = (landing: readonly Chunk[], { id }: MapNode): number =>
  sum(landing.filter(({ node, pageSize }) => node === id && pageSize === 0).map((c) => c.bytes));

function takingsOf(map: HostMap, plan: MapPlan): ReadonlyMap<number, readonly DrawnTaking[]> {
  const found = new Map<number, DrawnTaking[]>();
  const add = (letter: string, guest: string, landing: readonly Chunk[]): void => {
    for (const chunk of landing) {
      const here = found.get(chunk.node) ?? [];
      found.set(chunk.node, here);
      here.push({ ...chunk, letter, guest });
    }
  };
  for (const { letter, name, landing } of map.others) add(letter, name, landing);
  if (map.more !== undefined) add('', `${map.more.count} more guests`, map.more.landing);
  add(FOCUS, map.focus.name, plan.landing);
  return found;
}

function usesIn({ pins, focus, others: listed }: HostMap): Scene['usesOf'] {
  const names = new Map(listed.map(({ letter, name }) => [letter, name]));
  const uses = new Map<number, CpuUse[]>();
  for (const { guest, role, ids, cpus, floats, source } of pins) {
    const letter = guest ?? FOCUS;
    const name = guest === null ? focus.name : (names.get(guest) ?? guest);
    cpus.forEach((cpu, i) => {
      const here = uses.get(cpu) ?? [];
      uses.set(cpu, here);
      const id = ids.length === 1 || !floats ? ids[ids.length === 1 ? 0 : i] : undefined;
      here.push({ letter, guest: name, role, id, floats, source });
    });
  }
  return (cpu) => uses.get(cpu) ?? [];
}

export const cpusOf = ({ cores = [] }: MapNode): readonly number[] =>
  cores.flatMap(({ threads }) => threads);

export const poolBytes = ({ pools }: MapNode): number => sum(pools.map(({ bytes }) => bytes));

/** What a plan asks of the node and finds no place: that of several nodes is told at the first of them. */
export function lackOf({ lack }: MapPlan, { id }: MapNode, nodes: readonly MapNode[]): number {
  return sum(
    lack
      .filter((one) => (one.nodes.length === 0 ? nodes[0]?.id : one.nodes[0]) === id)
      .map(({ bytes }) => bytes),
  );
}

/** All of the node that is spoken for. */
export function usedOf(scene: Scene, node: MapNode): number {
  const plain = (scene.takings.get(node.id) ?? []).filter(({ pageSize }) => pageSize === 0);
  return node.reserve + poolBytes(node) + sum(plain.map(({ bytes }) => bytes));
}

/** By how much more is promised of the node than it has, what finds no place included; 0 where it fits. */
export function shortageOf(scene: Scene, node: MapNode): number {
  if (node.total === undefined) return 0;
  const over = Math.max(0, usedOf(scene, node) - node.total);
  const short = over + lackOf(scene.plan, node, scene.map.nodes);
  return short < scene.unit.bytes / 20 ? 0 : short;
}

export const cellOf = ({ map }: Scene, { cell }: Chunk): MapCell | undefined =>
  map.focus.cells.find(({ id }) => id === cell);

export const memoryOf = ({ plan }: Scene, cell: MapCell): readonly Chunk[] =>
  plan.landing.filter((chunk) => chunk.cell === cell.id);

/** The host nodes on which a cell's vCPUs run; none where they may run on any of several. */
export function homesOf({ map }: Scene, { cpuNodes }: MapCell): readonly number[] {
  const withCpus = map.nodes.filter(({ cores }) => cores?.length !== 0).length;
  return cpuNodes.length === withCpus && withCpus > 1 ? [] : cpuNodes;
}

/** None of the cell's memory lies where its vCPUs run. */
export function isApart(scene: Scene, cell: MapCell): boolean {
  const memory = memoryOf(scene, cell).filter(({ spill }) => !spill);
  const homes = homesOf(scene, cell);
  if (memory.length === 0 || homes.length === 0) return false;
  return memory.every(({ node, anywhere }) => !anywhere && !homes.includes(node));
}

/** From the nearest of the nodes on which the vCPUs run. undefined: distances, or where they run, are not known. */
export function distanceOf(scene: Scene, chunk: Chunk): number | undefined {
  const { distances, nodes } = scene.map;
  const cell = cellOf(scene, chunk);
  const from = cell === undefined ? [] : homesOf(scene, cell);
  if (distances === undefined || from.length === 0) return undefined;
  const indexOf = (id: number): number => nodes.findIndex((node) => node.id === id);
  const to = indexOf(chunk.node);
  return Math.min(...from.map((id) => distances[indexOf(id)]?.[to] ?? Infinity));
}

/** `37 % local, 63 % lacking`: where the memory of the guest in focus ends up. */
export function sharesOf(scene: Scene): string {
  const { landing, lack } = scene.plan;
  const lost = sum(lack.map(({ bytes }) => bytes));
  const whole = sum(landing.map(({ bytes }) => bytes)) + lost;
  if (whole === 0) return '';
  const percent = (bytes: number): string => `${Math.round((bytes / whole) * 100)} %`;
  const by = new Map<number, number>();
  if (landing.every(({ anywhere }) => !anywhere))
    for (const chunk of landing) {
      const distance = distanceOf(scene, chunk);
      if (distance !== undefined) by.set(distance, (by.get(distance) ?? 0) + chunk.bytes);
    }
  const local = by.get(LOCAL) ?? 0;
  const far = [...by].filter(([distance]) => distance > LOCAL).sort(([a], [b]) => a - b);
  const steps = [...new Set([far[0]?.[0], far.at(-1)?.[0]])].filter((one) => one !== undefined);
  return [
    local > 0 ? `${percent(local)} local` : '',
    far.length > 0 ? `${percent(sum(far.map(([, n]) => n)))} at ${steps.join('–')}` : '',
    lost > 0 ? `${percent(lost)} lacking` : '',
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** The distance of a node to itself, as ACPI's SLIT has it. */
export const LOCAL = 10;
