import { ordinaryMemory } from '../host/queries.ts';
import type { CpuId, HostNode, HostTopology } from '../host/topology.ts';
import type { Basis } from '../placement/landing.ts';
import { withoutReserve } from '../placement/measures.ts';
import { capacityFor } from '../placement/usage.ts';
import type { MapHostFile } from './ground.ts';
import type { HostMap, MapCore, MapNode } from './model.ts';
import { nodeSources } from './sources.ts';

/** The nodes of a host in the order of their ids. */
export function mapNodesOf(
  host: HostTopology,
  basis: Basis,
  files: readonly MapHostFile[],
): readonly MapNode[] {
  const sources = nodeSources(files);
  return [...host.nodes.values()].map((node): MapNode => {
    const { id, cpus, total } = node;
    const socket = cpus?.map((cpu) => host.cpus.get(cpu)?.socket).find((one) => one !== undefined);
    const source = sources.get(id);
    return {
      id,
      ...(socket === undefined ? {} : { socket }),
      ...(total === undefined ? {} : { total: Number(total) }),
      ...reserveOf(node, basis),
      pools: poolsOf(node, basis),
      ...(cpus === undefined ? {} : { cores: coresOf(host, cpus) }),
      ...(source === undefined ? {} : { source }),
    };
  });
}

/** The distances as a matrix; undefined where one of them is not stated. */
export function distancesOf({ nodes, distances }: HostTopology): HostMap['distances'] {
  if (distances === undefined) return undefined;
  const ids = [...nodes.keys()];
  const rows = ids.map((from) => ids.flatMap((to) => distances.get(from)?.get(to) ?? []));
  return rows.every((row) => row.length === ids.length) ? rows : undefined;
}

/** What of a node's ordinary memory is not for guests. */
function reserveOf(node: HostNode, basis: Basis): Pick<MapNode, 'reserve' | 'reserveFrom'> {
  const whole = ordinaryMemory(node);
  const capacity = capacityFor(node, { kind: 'ordinary' }, basis);
  if (whole === undefined || capacity === undefined) return { reserve: 0, reserveFrom: 'none' };
  const kept = whole > capacity ? whole - capacity : 0n;
  if (kept === 0n) return { reserve: 0, reserveFrom: 'none' };
  const reserveFrom = capacity === withoutReserve(node) ? 'stated' : 'measured';
  return { reserve: Number(kept), reserveFrom };
}

function poolsOf({ pools }: HostNode, basis: Basis): MapNode['pools'] {
  return [...(pools?.values() ?? [])].flatMap(({ size, total = 0, free = total }) => {
    if (total === 0) return [];
    const pageSize = Number(size);
    const taken = basis === 'free' ? Math.max(0, total - free) : 0;
    return [
      { pageSize, bytes: total * pageSize, ...(taken === 0 ? {} : { taken: taken * pageSize }) },
    ];
  });
}

/** Threads that are siblings on this node together; each alone where no source says which are. */
function coresOf({ cpus: known }: HostTopology, cpus: readonly CpuId[]): readonly MapCore[] {
  const here = new Set(cpus);
  const seen = new Set<CpuId>();
  const cores: MapCore[] = [];
  for (const cpu of [...cpus].sort((a, b) => a - b)) {
    if (seen.has(cpu)) continue;
    const siblings = known.get(cpu)?.siblings ?? [];
    const threads = new Set([cpu, ...siblings.filter((one) => here.has(one) && !seen.has(one))]);
    for (const thread of threads) seen.add(thread);
    cores.push({ threads: [...threads].sort((a, b) => a - b) });
  }
  return cores;
}
