import { buildTopology, present } from './buildTopology.ts';
import type { Distances } from './buildTopology.ts';
import { booleans, idSets, numbers, sizes, snapshots, totals, versions } from './comparisons.ts';
import { settle } from './contradiction.ts';
import type { Comparison, Contradiction, Statement } from './contradiction.ts';
import { formatBytes, formatIdSet } from './format.ts';
import { hostNameOf } from './hostName.ts';
import { defaultReserve, ownReserve } from './reserve.ts';
import type {
  Bytes,
  CpuId,
  HostCpu,
  HostNode,
  HostTopology,
  NodeId,
  PagePool,
  Versions,
} from './topology.ts';

/** A description of a host and the name of the file that it came from. */
export interface NamedHost {
  readonly name: string;
  readonly topology: HostTopology;
}

export interface HostMerge {
  /** Undefined only when nothing was given. */
  readonly merged: HostTopology | undefined;
  readonly contradictions: readonly Contradiction[];
}

/**
 * One host out of several descriptions of it. Later ones complete earlier ones; where two state the same fact the first
 * is used, unless a later one agrees and is more exact. Figures of free memory are snapshots and never contradict each
 * other. A reserve stated for a node goes before one for all nodes, whichever file it is in.
 */
export function mergeHosts(readings: readonly NamedHost[]): HostMerge {
  const [only, second] = readings;
  if (only === undefined) return { merged: undefined, contradictions: [] };
  if (second === undefined) return { merged: only.topology, contradictions: [] };
  const hosts = readings.map(({ topology }) => topology);
  const contradictions: Contradiction[] = [];
  const report = (contradiction: Contradiction): void => {
    contradictions.push(contradiction);
  };
  compareNodeSets(hosts, report);
  const offline = new Set(
    hosts.flatMap((host) => [...host.cpus.values()].filter(isOffline).map((cpu) => cpu.id)),
  );
  const perNode = agree(
    'the reserve per node',
    hosts,
    (host) => host.reservePerNode,
    sizes,
    report,
  );
  const merged = buildTopology({
    name: nameOf(readings),
    nodes: idsOf(hosts.map((host) => host.nodes)).map((id) =>
      mergeNode(id, hosts, offline, perNode, report),
    ),
    cpus: mergeCpus(hosts, offline, report),
    distances: mergeDistances(hosts, report),
    rest: present<Omit<HostTopology, 'name' | 'nodes' | 'cpus' | 'distances'>>({
      pageSize: agree('the base page size', hosts, (host) => host.pageSize, sizes, report),
      versions: mergeVersions(hosts, report),
      numad: agree('the presence of numad', hosts, (host) => host.numad, booleans, report),
      numa: withoutNuma(hosts) ? false : undefined,
      resctrl: hosts.find((host) => host.resctrl !== undefined)?.resctrl,
      reservePerNode: perNode,
      partial: isPartial(hosts) ? true : undefined,
      capturedAt: hosts.find((host) => host.capturedAt !== undefined)?.capturedAt,
    }),
  });
  return { merged, contradictions };
}

type Report = (contradiction: Contradiction) => void;

function isPartial(hosts: readonly HostTopology[]): boolean {
  const withNodes = hosts.filter((host) => host.nodes.size > 0);
  return withNodes.length > 0 && withNodes.every((host) => host.partial === true);
}

/** A tool that is not allowed to ask says the same: where another one lists several nodes, there is NUMA. */
function withoutNuma(hosts: readonly HostTopology[]): boolean {
  return hosts.some((host) => host.numa === false) && hosts.every(({ nodes }) => nodes.size <= 1);
}

function isOffline(cpu: HostCpu): boolean {
  return cpu.online === false;
}

function nameOf(readings: readonly NamedHost[]): string {
  const names = readings.map(({ name, topology }) => ({
    name: topology.name,
    stated: topology.name !== hostNameOf(name),
  }));
  return (names.find((one) => one.stated) ?? names[0])?.name ?? '';
}

function idsOf<Id>(maps: readonly ReadonlyMap<Id, unknown>[]): readonly Id[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))];
}

function stated<T>(
  hosts: readonly HostTopology[],
  fact: (host: HostTopology) => T | undefined,
): readonly Statement<T>[] {
  const statements: Statement<T>[] = [];
  hosts.forEach((host, index) => {
    const value = fact(host);
    if (value !== undefined) statements.push({ index, value });
  });
  return statements;
}

function agree<T>(
  what: string,
  hosts: readonly HostTopology[],
  fact: (host: HostTopology) => T | undefined,
  comparison: Comparison<T>,
  report: Report,
): T | undefined {
  return settle(what, stated(hosts, fact), comparison, report);
}

/** A description that gives every node memory or CPUs lists the machine; one with a reserve alone may list a part. */
function compareNodeSets(hosts: readonly HostTopology[], report: Report): void {
  const listed = (host: HostTopology): readonly number[] | undefined => {
    const nodes = [...host.nodes.values()];
    const whole = nodes.every((node) => node.total !== undefined || node.cpus !== undefined);
    return whole && nodes.length > 0 && host.partial !== true
      ? nodes.map((node) => node.id)
      : undefined;
  };
  const comparison: Comparison<readonly number[]> = {
    same: (a, b) => formatIdSet(a) === formatIdSet(b),
    show: (a, b) => [formatIdSet(a), formatIdSet(b)],
  };
  const whole = agree('the set of nodes', hosts, listed, comparison, report);
  if (whole === undefined) return;
  const known = new Set(whole);
  const firstIndex = hosts.findIndex((host) => listed(host) !== undefined);
  hosts.forEach((host, index) => {
    const alien = [...host.nodes.keys()].find((id) => host.partial === true && !known.has(id));
    if (alien !== undefined)
      report({
        what: `node ${String(alien)}`,
        first: 'missing',
        second: 'listed',
        firstIndex,
        index,
      });
  });
}

function mergeNode(
  id: NodeId,
  hosts: readonly HostTopology[],
  offline: ReadonlySet<CpuId>,
  perNode: Bytes | undefined,
  report: Report,
): HostNode {
  const of = String(id);
  const fact = <T>(
    what: string,
    read: (node: HostNode, host: HostTopology) => T | undefined,
    comparison: Comparison<T>,
  ): T | undefined => {
    const inHost = (host: HostTopology): T | undefined => {
      const node = host.nodes.get(id);
      return node === undefined ? undefined : read(node, host);
    };
    return agree(`the ${what} of node ${of}`, hosts, inHost, comparison, report);
  };
  const cpus = fact('set of CPUs', (node) => node.cpus, idSets(offline));
  const total = fact('memory', (node) => node.total, totals);
  const reserve = fact('reserve', (node, host) => ownReserve(node, host.reservePerNode), sizes);
  return present<HostNode>({
    id,
    cpus: cpus?.filter((cpu) => !offline.has(cpu)),
    total,
    free: fact<Bytes>('free memory', (node) => node.free, snapshots),
    reserve: reserve ?? defaultReserve(total, perNode),
    pools: mergePools(id, hosts, report),
    pciDevices: mergeDevices(id, hosts),
    sgxSection: fact<Bytes>('SGX section', (node) => node.sgxSection, sizes),
  });
}

/** Descriptions of single devices complete each other. */
function mergeDevices(id: NodeId, hosts: readonly HostTopology[]): readonly string[] | undefined {
  const known = hosts.flatMap((host) => host.nodes.get(id)?.pciDevices ?? []);
  return known.length === 0 ? undefined : [...new Set(known)].sort();
}

function mergePools(
  id: NodeId,
  hosts: readonly HostTopology[],
  report: Report,
): ReadonlyMap<Bytes, PagePool> | undefined {
  const poolMaps = hosts.map((host) => host.nodes.get(id)?.pools);
  const known = poolMaps.filter((pools) => pools !== undefined);
  if (known.length === 0) return undefined;
  const pools = idsOf(known).map((size): readonly [Bytes, PagePool] => {
    const of = (host: HostTopology): PagePool | undefined => host.nodes.get(id)?.pools?.get(size);
    const what = `the number of ${formatBytes(size)} pages on node ${String(id)}`;
    const total = agree(what, hosts, (host) => of(host)?.total, numbers, report);
    const free = agree<number>(what, hosts, (host) => of(host)?.free, snapshots, report);
    return [size, present<PagePool>({ size, total, free })];
  });
  return new Map(pools.sort(([a], [b]) => Number(a - b)));
}

/** Sockets and cores are numbered differently by different tools, so only who shares a core can contradict. */
function mergeCpus(
  hosts: readonly HostTopology[],
  offline: ReadonlySet<CpuId>,
  report: Report,
): readonly HostCpu[] {
  const once = oncePerDescription(report);
  const sets = idSets(offline);
  return idsOf(hosts.map((host) => host.cpus)).map((id) => {
    const first = <T>(read: (cpu: HostCpu) => T | undefined): T | undefined =>
      agree<T>('', hosts, (host) => mapped(host.cpus.get(id), read), snapshots, report);
    const what = `the set of threads on the core of CPU ${String(id)}`;
    const threads = (host: HostTopology): readonly CpuId[] | undefined =>
      host.cpus.get(id)?.siblings;
    return present<HostCpu>({
      id,
      node: first((cpu) => cpu.node),
      socket: first((cpu) => cpu.socket),
      core: first((cpu) => cpu.core),
      siblings: agree(what, hosts, threads, sets, once),
      online: offline.has(id) ? false : first((cpu) => cpu.online),
    });
  });
}

function mapped<A, B>(value: A | undefined, read: (value: A) => B): B | undefined {
  return value === undefined ? undefined : read(value);
}

function mergeDistances(hosts: readonly HostTopology[], report: Report): Distances | undefined {
  const once = oncePerDescription(report);
  const known = hosts.map((host) => host.distances).filter((matrix) => matrix !== undefined);
  if (known.length === 0) return undefined;
  const rows = idsOf(known).map((from): readonly [NodeId, ReadonlyMap<NodeId, number>] => {
    const columns = idsOf(
      known.map((matrix) => matrix.get(from)).filter((row) => row !== undefined),
    );
    const row = columns.map((to): readonly [NodeId, number | undefined] => {
      const what = `the distance from node ${String(from)} to node ${String(to)}`;
      const figure = (host: HostTopology): number | undefined => host.distances?.get(from)?.get(to);
      return [to, agree(what, hosts, figure, numbers, once)];
    });
    const stated = row.filter((cell): cell is readonly [NodeId, number] => cell[1] !== undefined);
    return [from, new Map(stated)];
  });
  return new Map(rows);
}

function mergeVersions(hosts: readonly HostTopology[], report: Report): Versions | undefined {
  if (hosts.every((host) => host.versions === undefined)) return undefined;
  const part = (name: 'libvirt' | 'qemu' | 'kernel', label: string): Versions[typeof name] =>
    agree(`the ${label} version`, hosts, (host) => host.versions?.[name], versions, report);
  return present<Versions>({
    libvirt: part('libvirt', 'libvirt'),
    qemu: part('qemu', 'QEMU'),
    kernel: part('kernel', 'kernel'),
  });
}

/** Where one figure of a matrix differs many do: the first is enough of each description. */
function oncePerDescription(report: Report): Report {
  const reported = new Set<number>();
  return (contradiction) => {
    if (reported.has(contradiction.index)) return;
    reported.add(contradiction.index);
    report(contradiction);
  };
}
