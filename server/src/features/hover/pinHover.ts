import type { Analysis } from '../../analysis/analyze.ts';
import type { DomainModel } from '../../domain/model.ts';
import { cellOfVcpu, pinnedVcpus, vcpuCountOf } from '../../domain/pins.ts';
import { bindingsOf, vcpuPlacement, type Binding } from '../../domain/policy.ts';
import { formatIdSet } from '../../host/format.ts';
import { facetsOf, type CpuId, type HostTopology, type NodeId } from '../../host/topology.ts';
import { hostCpuSet } from '../../vocabulary/values/sets.ts';
import { table } from '../markdown.ts';
import { hostLine } from './nodeTable.ts';
import { storedSet } from './setHover.ts';
import type { Subject } from './subject.ts';
import { counted, named, paragraphs, verb } from './words.ts';

type PinRead = Extract<Subject, { kind: 'pin' }>['read'];

/** A CPU set: which host nodes its CPUs belong to, and how far they are from the memory. undefined without a readable set. */
export function pinHover(
  { world: { host } }: Analysis,
  domain: DomainModel,
  read: PinRead,
): string | undefined {
  const set = read.cpuset?.value;
  if (set === undefined || read.cpuset === undefined) return undefined;
  if (read === domain.vcpu && vcpuPlacement(domain) === 'auto')
    return paragraphs([
      '**Ignored**, and deleted by libvirt: the placement of the vCPUs is automatic, so numad is asked for the CPUs.',
      hostCpuSet.doc,
    ]);
  const known = host !== undefined && facetsOf(host).has('cpus');
  const groups = known ? byNode(host, set.values) : [];
  const bindings = bindingsFor(domain, read);
  return paragraphs([
    cpusLine(set.values, host, known ? groups : undefined),
    ignoredVcpu(domain, read),
    known ? locality(groups, bindings) : undefined,
    known && groups.length > 0 ? cpuTable(host, groups, nodesOf(bindings)) : undefined,
    storedSet(read.cpuset.text, set),
    hostCpuSet.doc,
  ]);
}

interface Group {
  readonly node: NodeId;
  readonly cpus: readonly CpuId[];
}

function byNode(host: HostTopology, cpus: readonly CpuId[]): readonly Group[] {
  const wanted = new Set<number>(cpus);
  return [...host.nodes.values()].flatMap(({ id, cpus: own = [] }) => {
    const here = own.filter((cpu) => wanted.has(cpu));
    return here.length === 0 ? [] : [{ node: id, cpus: here }];
  });
}

function cpusLine(
  cpus: readonly CpuId[],
  host: HostTopology | undefined,
  groups: readonly Group[] | undefined,
): string {
  const what = `**Host ${named('CPU', cpus)}**`;
  if (host === undefined || groups === undefined) return `${what}, not guest vCPUs.`;
  const found = new Set<number>(groups.flatMap((group) => group.cpus));
  const lost = cpus.filter((cpu) => !found.has(cpu));
  const missing =
    lost.length === 0
      ? ''
      : ` **${named('CPU', lost)} ${verb(lost, 'is', 'are')} not among the CPUs of this host.**`;
  const nodes = groups.map(({ node }) => node);
  const on = nodes.length === 0 ? '' : `, on host ${named('node', nodes)}`;
  return `${what}${on}.${missing}`;
}

/** libvirt drops such a pin without an error (src/conf/domain_conf.c virDomainVcpuPinDefParseXML). */
function ignoredVcpu(domain: DomainModel, read: PinRead): string | undefined {
  if (!('vcpu' in read)) return undefined;
  const count = vcpuCountOf(domain);
  const vcpu = read.vcpu?.value;
  if (vcpu === undefined || count === undefined || vcpu < count) return undefined;
  return `**The guest has no vCPU ${vcpu}**, only ${counted(count, 'vCPU')}: libvirt drops this pin.`;
}

/** The bindings of the memory that the pinned threads use: that of their cells for vCPUs, all for the emulator and I/O threads. */
function bindingsFor(domain: DomainModel, read: PinRead): readonly Binding[] {
  const bindings = bindingsOf(domain);
  const vcpus = pinnedVcpus(domain).find(({ from }) => from === read)?.vcpus;
  const cellOf = cellOfVcpu(domain);
  if (vcpus === undefined || cellOf === undefined) return bindings;
  const cells = new Set(vcpus.map(cellOf));
  return bindings.filter(({ cell }) => cells.has(cell));
}

const nodesOf = (bindings: readonly Binding[]): readonly NodeId[] =>
  [...new Set(bindings.flatMap(({ nodeset }) => nodeset.value?.values ?? []))].sort(
    (a, b) => a - b,
  );

function locality(groups: readonly Group[], bindings: readonly Binding[]): string | undefined {
  const memory = nodesOf(bindings);
  if (memory.length === 0 || groups.length === 0) return undefined;
  const remote = groups.filter(({ node }) => !memory.includes(node));
  const first = bindings.some(({ mode }) => mode === 'preferred') ? ' first' : '';
  const from = `memory comes from ${named('node', memory)}${first}`;
  if (remote.length === 0) {
    const same = groups.length === memory.length ? 'Local' : 'Local, as far as the CPUs go';
    return `${same}: ${from}.`;
  }
  if (remote.length === groups.length) return `**Remote**: ${from}.`;
  const cpus = remote.flatMap((group) => group.cpus);
  return `**Partly remote**: ${from}, and ${named('CPU', cpus)} ${verb(cpus, 'is', 'are')} elsewhere.`;
}

function cpuTable(host: HostTopology, groups: readonly Group[], memory: readonly NodeId[]): string {
  const rows = groups.map(({ node, cpus }) => {
    const all = host.nodes.get(node)?.cpus?.length ?? 0;
    const part = cpus.length === all ? `all ${all}` : `${cpus.length} of ${all}`;
    const distances = memory.flatMap((to) => {
      const distance = host.distances?.get(node)?.get(to);
      return distance === undefined ? [] : [`${distance} to node ${to}`];
    });
    return [String(node), `${formatIdSet(cpus)} (${part})`, distances.slice(0, 8).join(', ')];
  });
  return [
    table(
      [
        { title: 'host node', align: 'right' },
        { title: 'CPUs of the set' },
        { title: 'distance to the memory' },
      ],
      rows.slice(0, 16),
    ),
    '',
    hostLine(host),
  ].join('\n');
}
