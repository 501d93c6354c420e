import { formatBytes, formatIdSet } from '../../host/format.ts';
import type { CpuId, HostNode, HostTopology, NodeId } from '../../host/topology.ts';
import type { CellId, IothreadId, Suggestion, ValueType, VcpuId } from '../define.ts';
import type { IdSet } from './idSet.ts';
import { parseLibvirtSet } from './libvirtSet.ts';

const GRAMMAR = 'Numbers and ranges by comma; `^3` excludes 3 again: `0-3,^2,8`.';

export const hostNodeSet: ValueType<IdSet<NodeId>> = {
  name: 'a host node set',
  doc: `**Host NUMA nodes**, as \`numactl -H\` and \`virsh capabilities\` number them. ${GRAMMAR}`,
  isSet: true,
  parse: parseLibvirtSet,
  suggest: ({ host }) => (host === undefined ? [] : nodeSuggestions(host)),
};

export const hostCpuSet: ValueType<IdSet<CpuId>> = {
  name: 'a host CPU set',
  doc: `**Host CPUs**, as Linux numbers them. ${GRAMMAR}`,
  isSet: true,
  parse: parseLibvirtSet,
  suggest: ({ host }) => (host === undefined ? [] : cpuSuggestions(host)),
};

export const guestCellSet: ValueType<IdSet<CellId>> = {
  name: 'a guest cell set',
  doc: `**Guest NUMA cells** (the \`id\` of \`<cell>\`), not host nodes. ${GRAMMAR}`,
  isSet: true,
  parse: parseLibvirtSet,
  suggest: ({ cells }) =>
    cells.map((cell) => ({ text: String(cell), detail: `guest cell ${cell}` })),
};

export const guestVcpuSet: ValueType<IdSet<VcpuId>> = {
  name: 'a vCPU set',
  doc: `**Guest vCPUs**, numbered from 0. ${GRAMMAR}`,
  isSet: true,
  parse: parseLibvirtSet,
  suggest: ({ vcpus }) => allOf(vcpus, 'vCPUs'),
};

export const iothreadSet: ValueType<IdSet<IothreadId>> = {
  name: 'an iothread set',
  doc: `**I/O threads**, numbered from 1. ${GRAMMAR}`,
  isSet: true,
  parse: parseLibvirtSet,
  suggest: () => [],
};

function allOf(count: number | undefined, what: string): Suggestion[] {
  if (count === undefined || count < 1) return [];
  return [{ text: count === 1 ? '0' : `0-${count - 1}`, detail: `all ${count} ${what}` }];
}

/** One node by one, then all that have memory. */
function nodeSuggestions(host: HostTopology): Suggestion[] {
  const nodes = [...host.nodes.values()];
  const single = nodes.map((node) => ({ text: String(node.id), detail: memoryOf(node) }));
  const useful = nodes.filter((node) => node.total === undefined || node.total > 0n);
  if (useful.length < 2) return single;
  return [
    ...single,
    {
      text: formatIdSet(useful.map((node) => node.id)),
      detail: `all ${useful.length} nodes with memory`,
    },
  ];
}

function memoryOf({ total, free }: HostNode): string {
  if (total === undefined) return 'memory unknown';
  if (total === 0n) return 'no memory';
  return formatBytes(total) + (free === undefined ? '' : `, ${formatBytes(free)} free (snapshot)`);
}

function cpuSuggestions(host: HostTopology): Suggestion[] {
  return [...host.nodes.values()]
    .filter((node) => node.cpus !== undefined && node.cpus.length > 0)
    .map((node) => ({
      text: formatIdSet(node.cpus ?? []),
      detail: `the ${node.cpus?.length ?? 0} CPUs of node ${node.id}`,
    }));
}
