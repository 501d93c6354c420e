import type { DomainModel, Emulatorpin, Iothreadpin } from '../domain/model.ts';
import type { Written } from '../domain/read.ts';
import { bindingsOf } from '../domain/policy.ts';
import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import { nodesByCpu, nodesOfCpus } from './locality.ts';
import { presentIn } from './nodeSets.ts';

/** The emulator or an I/O thread, pinned to CPUs of nodes none of which gives the guest memory. */
export interface RemoteThread {
  readonly pin: Emulatorpin | Iothreadpin;
  readonly isEmulator: boolean;
  readonly cpuset: Written<IdSet<CpuId>>;
  /** The pin's CPUs that the host has, ascending. */
  readonly cpus: readonly CpuId[];
  /** Their nodes, ascending. */
  readonly nodes: readonly NodeId[];
  /** The nodes that give memory, ascending. */
  readonly memoryNodes: readonly NodeId[];
}

/** Asked only where all memory is bound to nodes, or prefers them; interleaved memory is meant to be everywhere. */
export function remoteThreadsOf(domain: DomainModel, host: HostTopology): readonly RemoteThread[] {
  const { emulatorpins, iothreadpins } = domain;
  if (emulatorpins.length + iothreadpins.length === 0) return [];
  const memoryNodes = memoryNodesOf(domain, host);
  if (memoryNodes === undefined) return [];
  const nodeOf = nodesByCpu(host);
  const known = [...nodeOf.keys()].sort((a, b) => a - b);
  const remote = (pin: Emulatorpin | Iothreadpin, isEmulator: boolean): RemoteThread[] => {
    const { cpuset } = pin;
    if (cpuset?.value === undefined) return [];
    const cpus = known.filter(cpuset.value.has);
    const nodes = nodesOfCpus(cpus, nodeOf);
    if (nodes.length === 0 || nodes.some((node) => memoryNodes.includes(node))) return [];
    return [{ pin, isEmulator, cpuset, cpus, nodes, memoryNodes }];
  };
  return [
    ...emulatorpins.slice(0, 1).flatMap((pin) => remote(pin, true)),
    ...iothreadpins.flatMap((pin) => remote(pin, false)),
  ];
}

/** undefined where some memory may come from anywhere, and where no CPU is near it. */
function memoryNodesOf(domain: DomainModel, host: HostTopology): readonly NodeId[] | undefined {
  const bindings = bindingsOf(domain);
  if (bindings.length < Math.max(1, domain.cells.length)) return undefined;
  const nodes = new Set<NodeId>();
  for (const { mode, nodeset } of bindings) {
    if (mode === 'interleave' || nodeset.value === undefined) return undefined;
    for (const id of presentIn(nodeset.value, host))
      if (host.nodes.get(id)?.total !== 0n) nodes.add(id);
  }
  const near = [...nodes].sort((a, b) => a - b);
  return near.some((id) => (host.nodes.get(id)?.cpus?.length ?? 0) > 0) ? near : undefined;
}
