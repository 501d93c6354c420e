import type { Element } from '@xmldom/xmldom';
import { childrenNamed } from '../../../xml/walk.ts';
import { readPciAddress } from '../../pciAddress.ts';
import { bytes, cpuId } from '../../topology.ts';
import type { Bytes, CpuId } from '../../topology.ts';
import { draftCpu, draftNode, draftPool } from '../hostDraft.ts';
import type { HostDraft } from '../hostDraft.ts';
import { parseBitmap } from './bitmap.ts';

/** What the tree of objects says beside the draft's facts. */
export interface LstopoFacts {
  pageSize: Bytes | undefined;
  /** The kernel's release, as written. */
  kernel: string | undefined;
  /** Nodes that share their CPUs with another: which of them has the CPUs cannot be told. */
  readonly unclear: Set<number>;
  /** CPUs of each node that have no other. */
  readonly cpus: Map<number, CpuId[]>;
}

/** Reads an object and all in it; iterative, as the depth is the file's. */
export function readObjects(draft: HostDraft, machine: Element, facts: LstopoFacts): void {
  const waiting: Place[] = [{ element: machine }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { element } = place;
    const type = element.getAttribute('type');
    const index = indexOf(element);
    let { socket, core } = place;
    const node = localNode(element) ?? place.node;
    if (type === 'PCIDev') readDevice(draft, element, node);
    if (type === 'Package' || type === 'Socket') socket = index;
    if (type === 'Core') core = { number: index, threads: [] };
    if (type === 'NUMANode' || type === 'Node') readNode(draft, element, facts);
    if (type === 'PU' && index !== undefined)
      readPu(draft, element, { index, socket, core }, facts);
    for (const info of childrenNamed(element, 'info'))
      if (info.getAttribute('name') === 'OSRelease')
        facts.kernel ??= info.getAttribute('value') ?? undefined;
    const inner = childrenNamed(element, 'object').reverse();
    for (const child of inner) waiting.push({ element: child, socket, core, node });
  }
}

interface Core {
  readonly number: number | undefined;
  readonly threads: CpuId[];
}

interface Place {
  readonly element: Element;
  readonly socket?: number | undefined;
  readonly core?: Core | undefined;
  /** The only node of the place; 'several' where it has more. */
  readonly node?: number | 'several' | undefined;
}

/** Of an object with memory. Those for devices have no set of nodes: they stand in the object that they are near to. */
function localNode(element: Element): number | 'several' | undefined {
  const [node, ...more] = parseBitmap(element.getAttribute('nodeset') ?? 'none') ?? [];
  return more.length > 0 ? 'several' : node;
}

function readDevice(draft: HostDraft, element: Element, place: Place['node']): void {
  const address = readPciAddress(element.getAttribute('pci_busid') ?? '');
  const node = typeof place === 'number' ? draftNode(draft, place) : undefined;
  if (address !== undefined && node !== undefined) draft.devices.set(address, node.id);
}

/** The system's number; hwloc's logical numbers are others. */
function indexOf(element: Element): number | undefined {
  const written = element.getAttribute('os_index') ?? '';
  return /^\d{1,5}$/.test(written) ? Number(written) : undefined;
}

function readNode(draft: HostDraft, element: Element, facts: LstopoFacts): void {
  const index = indexOf(element);
  const node = index === undefined ? undefined : draftNode(draft, index);
  if (node === undefined) return;
  const memory = element.getAttribute('local_memory') ?? '';
  if (/^\d{1,19}$/.test(memory)) node.total = bytes(BigInt(memory));
  if (parseBitmap(element.getAttribute('cpuset') ?? 'none')?.length === 0) node.cpus = [];
  const pages = childrenNamed(element, 'page_type')
    .map((page) => [page.getAttribute('size') ?? '', page.getAttribute('count') ?? ''] as const)
    .filter(([size, count]) => /^\d{1,15}$/.test(size) && /^\d{1,15}$/.test(count))
    .map(([size, count]) => ({ size: BigInt(size), total: Number(count) }))
    .sort((a, b) => Number(a.size - b.size));
  const [base, ...pools] = pages;
  if (base !== undefined) facts.pageSize ??= bytes(base.size);
  for (const { size, total } of pools) draftPool(node, size).total = total;
}

interface Pu {
  readonly index: number;
  readonly socket: number | undefined;
  readonly core: Core | undefined;
}

/** A node without memory is in the complete set only. */
function readPu(draft: HostDraft, element: Element, pu: Pu, facts: LstopoFacts): void {
  const cpu = draftCpu(draft, pu.index);
  if (cpu === undefined) return;
  if (pu.socket !== undefined) cpu.socket = pu.socket;
  if (pu.core !== undefined) {
    if (pu.core.number !== undefined) cpu.core = pu.core.number;
    pu.core.threads.push(cpuId(pu.index));
    cpu.siblings = pu.core.threads;
  }
  const set = element.getAttribute('complete_nodeset') ?? element.getAttribute('nodeset') ?? '';
  const [node, ...more] = parseBitmap(set) ?? [];
  if (node === undefined) return;
  const known = draftNode(draft, node);
  if (more.length > 0) for (const id of [node, ...more]) facts.unclear.add(id);
  else if (known !== undefined) {
    cpu.node = known.id;
    const cpus = facts.cpus.get(node) ?? [];
    cpus.push(cpu.id);
    facts.cpus.set(node, cpus);
  }
}
