import { appendChildren, indentStep, insertAfter } from '../domain/edit.ts';
import { backingsOf, devicesTotal } from '../domain/demand.ts';
import { architectureOf, isS390 } from '../domain/guestMachine.ts';
import type { NumatuneMemory } from '../domain/model.ts';
import { pinnedVcpus, vcpuCountOf } from '../domain/pins.ts';
import { inLargestUnit } from '../domain/sizeText.ts';
import { withBoundCells, withCells, type NewCell } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import { bytes, type HostTopology, type NodeId } from '../host/topology.ts';
import { nodesByCpu, nodesOfCpus } from '../placement/locality.ts';
import { free, withoutReserve } from '../placement/measures.ts';
import { saysNoMore } from '../placement/remarks.ts';
import type { TextEdit } from '../text/edit.ts';
import type { CellId, VcpuId } from '../vocabulary/define.ts';
import { sourceOf } from '../xml/source.ts';
import { firstChildNamed } from '../xml/walk.ts';
import type { Proposal } from './modeFixes.ts';
import type { HostContext } from './rule.ts';
import { numbered } from './words.ts';

/** More cells than that are written by somebody who has a plan. */
const CELLS_LIMIT = 16;
const MIB = 1n << 20n;

/**
 * A guest cell for each of the nodes, with a `<memnode>` that ties it: the vCPUs by their pins, which must be to one node each, or
 * evenly where nothing is pinned; the memory in equal parts, as far as the nodes have room, in whole MiB or huge pages that make
 * up `<memory>` exactly. undefined where that cannot be, or where something else in the guest would have to change with it.
 * @param nodes ascending; with memory and CPUs
 * @param memory what binds the guest to them; undefined: nothing does, and the cells prefer their nodes
 */
export function divideGuest(
  context: HostContext,
  nodes: readonly NodeId[],
  memory: NumatuneMemory | undefined,
): Proposal | undefined {
  const { domain, host } = context;
  if (nodes.length < 2 || nodes.length > CELLS_LIMIT || !isDivisible(context)) return undefined;
  const vcpus = vcpusByNode(context, nodes);
  const shares = vcpus && memoryShares(context, nodes);
  const distances = distanceLines(host, nodes);
  if (vcpus === undefined || shares === undefined || distances === undefined) return undefined;
  const cells = nodes.map((_, index): NewCell => ({
    bytes: bytes(shares[index] ?? 0n),
    vcpus: vcpus[index] ?? [],
  }));
  const mode = memory === undefined ? 'preferred' : (memory.mode?.value ?? 'strict');
  const edits = written(context, cells, distances, memory, (cell) => {
    return `<memnode cellid='${cell}' mode='${mode}' nodeset='${nodes[cell] ?? 0}'/>`;
  });
  if (edits === undefined) return undefined;
  const where = numbered('node', nodes);
  const bound = memory === undefined ? `which prefer ${where}` : `bound to ${where}`;
  const nodesOf = new Map(nodes.map((node, cell) => [cell as CellId, [node]]));
  const after = withBoundCells(withCells(domain, cells), mode, nodesOf);
  if (!saysNoMore(domain, after, host)) return undefined;
  return {
    fix: { title: `Divide the guest into ${nodes.length} cells, ${bound}`, safe: false, edits },
    after,
  };
}

/** Whether cells and `<memnode>`s are all that has to be written. */
function isDivisible({ domain }: HostContext): boolean {
  const { numa, numatune, numatunes, memoryDevices, maxMemory, memoryBacking } = domain;
  if (numa !== undefined || numatunes.length > 1 || (numatune?.memnodes.length ?? 0) > 0)
    return false;
  if (memoryDevices.length > 0 || maxMemory !== undefined) return false;
  // Ordinary files ignore what cells are bound to.
  if (memoryBacking?.backedBy?.type?.value === 'file') return false;
  const pages = memoryBacking?.hugepages?.pages ?? [];
  return pages.every(({ nodeset }) => nodeset === undefined) && !isS390(architectureOf(domain));
}

/** The vCPUs of each node. */
function vcpusByNode(
  { domain, host }: HostContext,
  nodes: readonly NodeId[],
): readonly (readonly VcpuId[])[] | undefined {
  const count = vcpuCountOf(domain);
  if (count === undefined || count < nodes.length) return undefined;
  const pinned = pinnedVcpus(domain);
  if (pinned.length === 0) return evenly(count, domain.topology?.threads?.value ?? 1, nodes.length);
  const nodeOf = nodesByCpu(host);
  const byNode = new Map(nodes.map((node): [NodeId, VcpuId[]] => [node, []]));
  let placed = 0;
  for (const { vcpus, cpuset } of pinned) {
    const [node, ...others] = nodesOfCpus(cpuset.value?.values ?? [], nodeOf);
    const own = node === undefined || others.length > 0 ? undefined : byNode.get(node);
    if (own === undefined) return undefined;
    own.push(...vcpus);
    placed += vcpus.length;
  }
  const shares = [...byNode.values()].map((own) => own.sort((a, b) => a - b));
  return placed === count && shares.every((own) => own.length > 0) ? shares : undefined;
}

/** Runs of vCPUs of nearly one length; the threads of a core stay together where they can. */
function evenly(count: number, threads: number, parts: number): readonly (readonly VcpuId[])[] {
  const step = threads > 0 && count % threads === 0 && count / threads >= parts ? threads : 1;
  const cores = count / step;
  return Array.from({ length: parts }, (_, part) => {
    const first = Math.floor((part * cores) / parts) * step;
    const last = Math.floor(((part + 1) * cores) / parts) * step;
    return Array.from({ length: last - first }, (_value, i) => (first + i) as VcpuId);
  });
}

/** Equal parts; what a node has no room for goes to the others. undefined where that leaves a rest. */
function memoryShares(
  { domain, host }: HostContext,
  nodes: readonly NodeId[],
): readonly bigint[] | undefined {
  const stored = domain.memory?.bytes;
  const devices = devicesTotal(domain);
  const backing = backingsOf(domain)(undefined);
  const unit = backing.kind === 'huge' ? backing.size : MIB;
  if (stored === undefined || devices === undefined || unit === undefined) return undefined;
  const total = stored - devices;
  if (unit < MIB || total % unit !== 0n) return undefined;
  const isHuge = backing.kind === 'huge';
  const rooms = isHuge ? nodes.map(() => total) : roomsFor(host, nodes, total);
  const smallestFirst = nodes
    .map((_, index) => index)
    .sort((a, b) => Number((rooms[a] ?? 0n) > (rooms[b] ?? 0n)) || a - b);
  const shares = nodes.map(() => 0n);
  let rest = total / unit;
  smallestFirst.forEach((index, done) => {
    const left = BigInt(nodes.length - done);
    const even = (rest + left - 1n) / left;
    const room = (rooms[index] ?? 0n) / unit;
    const share = even < room ? even : room;
    shares[index] = share * unit;
    rest -= share;
  });
  return rest === 0n && shares.every((share) => share > 0n) ? shares : undefined;
}

/** What the nodes have free, if that is known and enough in all; else what they have. */
function roomsFor(host: HostTopology, nodes: readonly NodeId[], total: bigint): readonly bigint[] {
  const known = nodes.flatMap((id) => host.nodes.get(id) ?? []);
  const all = known.map(withoutReserve);
  const now = known.map((node, index) => {
    const room = all[index] ?? 0n;
    const unused = node.free === undefined ? room : free(node);
    return unused < room ? unused : room;
  });
  return now.reduce<bigint>((sum, room) => sum + room, 0n) >= total ? now : all;
}

/** The lines of each cell's `<distances>`: none where two cells are equally far anyway. undefined: a guest cannot have the host's. */
function distanceLines(
  { distances }: HostTopology,
  nodes: readonly NodeId[],
): readonly (readonly string[])[] | undefined {
  if (nodes.length < 3 || distances === undefined) return nodes.map(() => []);
  const rows = nodes.map((from) => nodes.map((to) => distances.get(from)?.get(to)));
  const isGuestly = rows.every((row, from) =>
    row.every((far = 0, to) => (from === to ? far === 10 : far > 10 && far < 255)),
  );
  if (!isGuestly) return undefined;
  return rows.map((row) => row.map((far, id) => `<sibling id='${id}' value='${far ?? 10}'/>`));
}

function written(
  { domain, text }: HostContext,
  cells: readonly NewCell[],
  distances: readonly (readonly string[])[],
  memory: NumatuneMemory | undefined,
  memnode: (cell: number) => string,
): readonly TextEdit[] | undefined {
  const { numatune } = domain;
  const step = indentStep(text);
  const deeper = (lines: readonly string[]) => lines.map((line) => `${step}${line}`);
  const inNuma = cells.flatMap((cell, id) => cellLines(cell, id, distances[id] ?? [], deeper));
  const numa = ['<numa>', ...deeper(inNuma), '</numa>'];
  const memnodes = cells.map((_, id) => memnode(id));
  const element = firstChildNamed(domain.element, 'cpu');
  const whole = element === undefined ? ['<cpu>', ...deeper(numa), '</cpu>'] : [];
  const inCpu =
    element === undefined
      ? []
      : [appendChildren(text, { element, source: sourceOf(element) }, numa)];
  if (memory !== undefined && numatune !== undefined) {
    const behind = whole.length === 0 ? [] : [insertAfter(text, numatune, whole)];
    return [insertAfter(text, memory, memnodes), ...behind, ...inCpu];
  }
  const before = domain.cputune ?? domain.vcpu ?? domain.currentMemory ?? domain.memory;
  if (before === undefined || numatune !== undefined) return undefined;
  const tuned = ['<numatune>', ...deeper(memnodes), '</numatune>'];
  return [insertAfter(text, before, [...tuned, ...whole]), ...inCpu];
}

function cellLines(
  { bytes: size, vcpus }: NewCell,
  id: number,
  distances: readonly string[],
  deeper: (lines: readonly string[]) => readonly string[],
): readonly string[] {
  const { digits, unit } = inLargestUnit(size);
  const tag = `<cell id='${id}' cpus='${formatIdSet(vcpus)}' memory='${digits}' unit='${unit}'`;
  if (distances.length === 0) return [`${tag}/>`];
  const inside = ['<distances>', ...deeper(distances), '</distances>'];
  return [`${tag}>`, ...deeper(inside), '</cell>'];
}
