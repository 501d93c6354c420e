import type { Node } from 'jsonc-parser';
import { present } from '../../buildTopology.ts';
import type { Distances } from '../../buildTopology.ts';
import { badValue } from '../../hostBlock.ts';
import { claimIds, MAX_ID } from '../../idSet.ts';
import { formatExactBytes } from '../../format.ts';
import { readPciAddress } from '../../pciAddress.ts';
import { cpuId, nodeId } from '../../topology.ts';
import type { Bytes, CpuId, HostCpu, HostNode, NodeId } from '../../topology.ts';
import { readDistances } from './readJsonDistances.ts';
import { readElements, readMembers, refuse } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';
import { readCpuSet, readSize, readWhole } from './jsonValues.ts';
import { NODE_KEYS } from './keys.ts';
import { readPools } from './readJsonPools.ts';

export interface JsonNodes {
  readonly nodes: readonly HostNode[];
  /** The CPUs listed by nodes, offline ones included. */
  readonly cpus: readonly HostCpu[];
  readonly distances: Distances | undefined;
}

/** Reads `nodes`; none are fine, as another file may list them. Undefined when a node cannot be told by its id. */
export function readNodes(
  reading: JsonReading,
  list: Node | undefined,
  pageSize: Bytes | undefined,
): JsonNodes | undefined {
  if (list === undefined) return { nodes: [], cpus: [], distances: undefined };
  const entries = readElements(reading, list, 'a list of nodes');
  if (entries === undefined) return undefined;
  const members = new Map<NodeId, ReadonlyMap<string, Node>>();
  for (const entry of entries) {
    const id = readId(reading, entry, members);
    if (id !== undefined) members.set(id.id, id.members);
  }
  if (members.size < entries.length) return undefined;
  const owners = new Map<number, NodeId>();
  const cpus: HostCpu[] = [];
  const nodes = [...members].map(([id, own]) => readNode(reading, id, own, pageSize, owners, cpus));
  return { nodes, cpus, distances: readDistances(reading, members) };
}

function readId(
  reading: JsonReading,
  entry: Node,
  before: ReadonlyMap<NodeId, unknown>,
): { readonly id: NodeId; readonly members: ReadonlyMap<string, Node> } | undefined {
  const members = readMembers(reading, entry, NODE_KEYS, 'a node');
  if (members === undefined) return undefined;
  const written = members.get('id');
  if (written === undefined) {
    refuse(reading, entry, "lacks 'id', the number of the node");
    return undefined;
  }
  const value = readWhole(reading, written, 'the number of a node', [0, MAX_ID]);
  if (value === undefined) return undefined;
  const id = nodeId(value);
  if (before.has(id)) {
    refuse(reading, written, 'is the id of an earlier node; every node has its own');
    return undefined;
  }
  return { id, members };
}

function readNode(
  reading: JsonReading,
  id: NodeId,
  members: ReadonlyMap<string, Node>,
  pageSize: Bytes | undefined,
  owners: Map<number, NodeId>,
  allCpus: HostCpu[],
): HostNode {
  const of = <T>(
    key: (typeof NODE_KEYS)[number],
    reader: (node: Node) => T | undefined,
  ): T | undefined => {
    const node = members.get(key);
    return node === undefined ? undefined : reader(node);
  };
  const socket = of('socket', (node) => readWhole(reading, node, 'a socket', [0, MAX_ID]));
  const cpus = of('cpus', (node) => readOwnCpus(reading, node, id, owners));
  for (const cpu of cpus ?? []) allCpus.push(present<HostCpu>({ id: cpu, node: id, socket }));
  const total = of('memory', (node) => readSize(reading, node));
  const part = (node: Node): Bytes | undefined => readPart(reading, node, total);
  return present<HostNode>({
    id,
    cpus,
    total,
    free: of('free', part),
    reserve: of('reserve', part),
    pools: of('hugepages', (node) => readPools(reading, node, pageSize)),
    pciDevices: of('pciDevices', (node) => readDevices(reading, node)),
    sgxSection: of('sgxSection', (node) => readSize(reading, node)),
  });
}

function readDevices(reading: JsonReading, list: Node): readonly string[] | undefined {
  const entries = readElements(reading, list, 'a list such as ["0000:41:00.0"]') ?? [];
  const known = entries.flatMap((entry) => {
    const address = typeof entry.value === 'string' ? readPciAddress(entry.value) : undefined;
    if (address === undefined)
      refuse(reading, entry, 'is no address of a PCI device, such as "0000:41:00.0"');
    return address ?? [];
  });
  return known.length === 0 ? undefined : [...new Set(known)].sort();
}

function readOwnCpus(
  reading: JsonReading,
  node: Node,
  id: NodeId,
  owners: Map<number, NodeId>,
): readonly CpuId[] | undefined {
  const members = readCpuSet(reading, node);
  if (members === undefined) return undefined;
  const { ids, clash } = claimIds(owners, members, id);
  if (clash === undefined) return ids.map(cpuId);
  const owner = String(clash.owner);
  const message = `CPU ${String(clash.id)} is a CPU of node ${owner} already; a CPU belongs to one node`;
  reading.problems.push(badValue(clash.member.range, message));
  return undefined;
}

function readPart(reading: JsonReading, node: Node, total: Bytes | undefined): Bytes | undefined {
  const size = readSize(reading, node);
  if (size === undefined || total === undefined || size <= total) return size;
  refuse(reading, node, `is more than the node's memory, ${formatExactBytes(total)}`);
  return undefined;
}
