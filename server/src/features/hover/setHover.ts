import type { Analysis } from '../../analysis/analyze.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../../domain/model.ts';
import { effectiveMode } from '../../domain/policy.ts';
import { pinnedVcpus, vcpuCountOf } from '../../domain/pins.ts';
import { formatBytes, formatIdSet } from '../../host/format.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import type { VcpuId } from '../../vocabulary/define.ts';
import type { IdSet } from '../../vocabulary/values/idSet.ts';
import { guestVcpuSet, hostNodeSet } from '../../vocabulary/values/sets.ts';
import { codeSpan } from '../markdown.ts';
import { figures, isAutomatic, verdict } from './bindingHover.ts';
import { nodeTable } from './nodeTable.ts';
import { storedForm } from './storedForm.ts';
import { counted, named, paragraphs } from './words.ts';

/** The node set of a `<memory>` or `<memnode>`: host nodes, whether they suffice, their figures, what libvirt stores. */
export function boundNodesHover(
  analysis: Analysis,
  domain: DomainModel,
  read: NumatuneMemory | Memnode,
): string {
  const mode = effectiveMode(read);
  const { host } = analysis.world;
  const set = read.nodeset?.value;
  return paragraphs([
    set && !isAutomatic(domain, read) ? nodesLine(host, set.values) : undefined,
    mode && verdict(analysis, domain, read, mode),
    figures(host, domain, read),
    storedForm(domain, read),
    hostNodeSet.doc,
  ]);
}

/** The node set of a memory device. */
export function plainNodesHover(host: HostTopology | undefined, set: IdSet<NodeId>): string {
  return paragraphs([
    nodesLine(host, set.values),
    host && nodeTable(host, set.values),
    hostNodeSet.doc,
  ]);
}

function nodesLine(host: HostTopology | undefined, nodes: readonly NodeId[]): string {
  const what = `**Host ${named('node', nodes)}**, not guest cells`;
  const sum = sumOf(host, nodes, 'total');
  if (nodes.length < 2 || sum === undefined) return `${what}.`;
  const free = sumOf(host, nodes, 'free');
  const freed = free === undefined ? '' : `, ${formatBytes(free)} free (a snapshot)`;
  return `${what}: together ${formatBytes(sum)}${freed}.`;
}

function sumOf(
  host: HostTopology | undefined,
  nodes: readonly NodeId[],
  what: 'total' | 'free',
): bigint | undefined {
  let sum = 0n;
  for (const id of nodes) {
    const amount = host?.nodes.get(id)?.[what];
    if (amount === undefined) return undefined;
    sum += amount;
  }
  return sum;
}

/** What libvirt writes back for a set, where it differs from what was written. */
export function storedSet(text: string, set: IdSet<number>): string | undefined {
  const canonical = formatIdSet(set.values);
  return canonical === text ? undefined : `libvirt stores ${codeSpan(canonical)}.`;
}

const MOST_PINS = 8;

/** The vCPUs of a cell or of a scheduler: how many of the guest's, and where they run. */
export function vcpuSetHover(domain: DomainModel, text: string, set: IdSet<VcpuId>): string {
  const count = vcpuCountOf(domain);
  const of = count === undefined ? '' : `: ${set.values.length} of the guest’s ${count}`;
  const pins = pinnedVcpus(domain).flatMap(({ vcpus, cpuset }) => {
    const here = vcpus.filter((vcpu) => set.has(vcpu));
    const cpus = cpuset.value?.values ?? [];
    return here.length === 0 ? [] : [`- ${named('vCPU', here)} on host ${named('CPU', cpus)}`];
  });
  const more = pins.length - MOST_PINS;
  const who = set.size === 0 ? '**No guest vCPU**' : `**Guest ${named('vCPU', set.values)}**`;
  return paragraphs([
    `${who}, not host CPUs${of}.`,
    [...pins.slice(0, MOST_PINS), ...(more > 0 ? [`- and ${counted(more, 'more pin')}`] : [])].join(
      '\n',
    ),
    set.size === 0 ? undefined : storedSet(text, set),
    guestVcpuSet.doc,
  ]);
}
