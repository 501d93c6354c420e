import type { Problem } from '../../text/finding.ts';
import { range } from '../../text/range.ts';
import type { SourceRange } from '../../text/range.ts';
import { buildTopology } from '../buildTopology.ts';
import type { Distances, Draft, HostFacts } from '../buildTopology.ts';
import { badValue } from '../hostBlock.ts';
import type { HostBlock } from '../hostBlock.ts';
import type { HostFormat } from '../hostFile.ts';
import { claimIds, MAX_ID, parseIdMembers } from '../idSet.ts';
import { bytes, cpuId, nodeId } from '../topology.ts';
import type { Bytes, CpuId, HostCpu, HostNode, NodeId, PagePool } from '../topology.ts';
import type { Line } from './lines.ts';
import { setProblems } from './setProblems.ts';

const NOTHING = 'nothing of a host follows here; save the whole output of the command';

/** A node while its facts come in. */
export interface NodeDraft extends Draft<HostNode> {
  readonly poolDrafts: Map<bigint, Draft<PagePool>>;
}

/** A host under reading, in whatever order its facts come. */
export interface HostDraft {
  /** Where the description begins. */
  readonly range: SourceRange;
  readonly nodes: Map<NodeId, NodeDraft>;
  readonly cpus: Map<CpuId, Draft<HostCpu>>;
  readonly owners: Map<number, number>;
  readonly offline: Map<number, true>;
  /** The nodes of PCI devices, by address. */
  readonly devices: Map<string, NodeId>;
  readonly problems: Problem[];
}

export function createDraft(at: SourceRange): HostDraft {
  return {
    range: at,
    nodes: new Map(),
    cpus: new Map(),
    owners: new Map(),
    offline: new Map(),
    devices: new Map(),
    problems: [],
  };
}

/** The characters of a line without the blanks around them. */
export function lineRange({ text, start }: Line): SourceRange {
  const lead = text.length - text.trimStart().length;
  return range(start + lead, start + Math.max(lead, text.trimEnd().length));
}

/** The node's draft, made if need be; undefined for a number that no node can have. */
export function draftNode(draft: HostDraft, id: number): NodeDraft | undefined {
  if (!Number.isInteger(id) || id < 0 || id > MAX_ID) return undefined;
  const known = draft.nodes.get(nodeId(id));
  if (known !== undefined) return known;
  const node: NodeDraft = { id: nodeId(id), poolDrafts: new Map() };
  draft.nodes.set(node.id, node);
  return node;
}

/** The CPU's draft, made if need be; undefined for a number that no CPU can have. */
export function draftCpu(draft: HostDraft, id: number): Draft<HostCpu> | undefined {
  if (!Number.isInteger(id) || id < 0 || id > MAX_ID) return undefined;
  const cpu = draft.cpus.get(cpuId(id)) ?? { id: cpuId(id) };
  draft.cpus.set(cpu.id, cpu);
  return cpu;
}

export function draftPool(node: NodeDraft, size: bigint): Draft<PagePool> {
  const pool = node.poolDrafts.get(size) ?? { size: bytes(size) };
  node.poolDrafts.set(size, pool);
  return pool;
}

/** Kibibytes as written in at most 15 digits. */
export function kibibytes(digits: string): Bytes {
  return bytes(BigInt(digits) << 10n);
}

/** Gives a node the CPUs of a written list. What is wrong with it is reported, and the node's CPUs stay unknown. */
export function giveCpus(draft: HostDraft, node: NodeDraft, list: string, start: number): void {
  const { members, faults } = parseIdMembers(list);
  draft.problems.push(...setProblems(list, start, faults));
  const { ids, clash } = claimIds(draft.owners, members, node.id);
  if (clash !== undefined) {
    const at = range(start + clash.member.range.start, start + clash.member.range.end);
    const message = `CPU ${String(clash.id)} is a CPU of node ${String(clash.owner)} already; a CPU belongs to one node`;
    draft.problems.push(badValue(at, message));
  }
  if (faults.length > 0 || clash !== undefined) return;
  node.cpus = ids.map(cpuId);
  for (const id of ids) {
    const cpu = draftCpu(draft, id);
    if (cpu !== undefined) cpu.node = node.id;
  }
}

/** Marks the CPUs of a written list as switched off. */
export function markOffline(draft: HostDraft, list: string): void {
  for (const id of claimIds(draft.offline, parseIdMembers(list).members, true).ids) {
    const cpu = draftCpu(draft, id);
    if (cpu !== undefined) cpu.online = false;
  }
}

/** The description, as far as it was read. A draft without any fact has no topology. */
export function finishDraft(
  draft: HostDraft,
  format: HostFormat,
  name: string,
  distances?: Distances,
  rest: NonNullable<HostFacts['rest']> = {},
): HostBlock {
  const offline = new Set(
    [...draft.cpus.values()].filter((cpu) => cpu.online === false).map((cpu) => cpu.id),
  );
  const devices = new Map<NodeId, string[]>();
  for (const [address, node] of draft.devices) {
    const own = devices.get(node) ?? [];
    own.push(address);
    devices.set(node, own);
  }
  const nodes = [...draft.nodes.values()].map(({ poolDrafts, ...node }): HostNode => {
    if (poolDrafts.size > 0)
      node.pools = new Map(
        [...poolDrafts.values()]
          .sort((a, b) => Number(a.size - b.size))
          .map((pool) => [pool.size, pool]),
      );
    if (node.cpus !== undefined) node.cpus = node.cpus.filter((cpu) => !offline.has(cpu));
    const own = devices.get(node.id);
    if (own !== undefined) node.pciDevices = own.sort();
    return node;
  });
  const isEmpty = nodes.length === 0 && draft.cpus.size === 0 && rest.versions === undefined;
  if (isEmpty && draft.problems.length === 0)
    draft.problems.push({ rule: 'host/no-numa', range: draft.range, message: NOTHING });
  const topology = isEmpty
    ? undefined
    : buildTopology({ name, nodes, cpus: draft.cpus.values(), distances, rest });
  return { format, range: draft.range, topology, problems: draft.problems };
}
