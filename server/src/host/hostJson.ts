import { present } from './buildTopology.ts';
import { formatExactBytes, formatIdSet } from './format.ts';
import { ownReserve } from './reserve.ts';
import type { CpuId, HostCpu, HostNode, HostTopology, Version } from './topology.ts';

/**
 * The host in our own JSON format (docs/host-file.md): reading it gives the same topology. What that format has no place for
 * is left out: the node of a CPU where the node's own list is unknown, and socket and core of a CPU whose core is unknown.
 */
export function hostJson(host: HostTopology): string {
  const { versions, reservePerNode, pageSize } = host;
  const offline = [...host.cpus.values()].filter((cpu) => cpu.online === false).map(({ id }) => id);
  const cores = coresOf(host);
  const value = defined({
    name: host.name,
    capturedAt: host.capturedAt,
    versions:
      versions === undefined
        ? undefined
        : defined({
            libvirt: release(versions.libvirt),
            qemu: release(versions.qemu),
            kernel: release(versions.kernel),
          }),
    numad: host.numad,
    numa: host.numa,
    pageSize: pageSize === undefined ? undefined : formatExactBytes(pageSize),
    reservePerNode: reservePerNode === undefined ? undefined : formatExactBytes(reservePerNode),
    partial: host.partial,
    nodes:
      host.nodes.size === 0
        ? undefined
        : [...host.nodes.values()].map((node) => nodeJson(host, node)),
    cores: cores.length === 0 ? undefined : cores,
    offlineCpus: offline.length === 0 ? undefined : formatIdSet(offline),
    ...resctrlJson(host),
  });
  return `${JSON.stringify(value, null, 2)}\n`;
}

function nodeJson(host: HostTopology, node: HostNode): object {
  const reserve = ownReserve(node, host.reservePerNode);
  const size = (bytes: bigint | undefined): string | undefined =>
    bytes === undefined ? undefined : formatExactBytes(bytes);
  const row = host.distances?.get(node.id);
  return defined({
    id: node.id,
    cpus: node.cpus === undefined ? undefined : cpusOf(host, node.cpus, node),
    memory: size(node.total),
    free: size(node.free),
    reserve: size(reserve),
    hugepages:
      node.pools === undefined
        ? undefined
        : [...node.pools.values()].map((pool) =>
            defined({ size: size(pool.size), total: pool.total, free: pool.free }),
          ),
    distances: row === undefined ? undefined : Object.fromEntries(row),
    pciDevices: node.pciDevices,
    sgxSection: size(node.sgxSection),
  });
}

/** Offline CPUs of the node stand in its list, too: reading takes them out again. */
function cpusOf(host: HostTopology, online: readonly CpuId[], node: HostNode): string {
  const off = [...host.cpus.values()].filter((cpu) => cpu.online === false && cpu.node === node.id);
  return formatIdSet([...online, ...off.map(({ id }) => id)]);
}

function coresOf(host: HostTopology): readonly object[] {
  const cores = new Map<readonly CpuId[], HostCpu>();
  const written = new Set<CpuId>();
  for (const cpu of host.cpus.values()) {
    if (cpu.siblings === undefined || written.has(cpu.id)) continue;
    cores.set(cpu.siblings, cpu);
    for (const id of cpu.siblings) written.add(id);
  }
  return [...cores].map(([cpus, { socket, core }]) =>
    defined({ cpus: formatIdSet(cpus), socket, core }),
  );
}

/** One entry for each way in which a cache can be divided, or one for a cache that cannot be. */
function resctrlJson({ resctrl }: HostTopology): Readonly<Record<string, unknown>> {
  if (resctrl === undefined) return {};
  const caches = resctrl.caches.flatMap(({ level, id, size, controls }) => {
    const cache = { level, id, size: formatExactBytes(size) };
    const parts = [...controls].map(([type, { granularity, least }]) => ({
      ...cache,
      type,
      granularity: formatExactBytes(granularity),
      least: formatExactBytes(least),
    }));
    return parts.length === 0 ? [cache] : parts;
  });
  const bandwidth = [...resctrl.bandwidth].map(([id, steps]) => ({ id, ...steps }));
  return { caches, bandwidth: bandwidth.length === 0 ? undefined : bandwidth };
}

function release(version: Version | undefined): string | undefined {
  return version?.join('.');
}

function defined(value: Readonly<Record<string, unknown>>): object {
  return present<Record<string, unknown>>(value);
}
