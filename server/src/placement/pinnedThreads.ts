import { everyVcpuPinned } from '../domain/dedicated.ts';
import type { DomainModel, Emulatorpin, Iothreadpin, Vcpu } from '../domain/model.ts';
import { generalCpuset } from '../domain/pins.ts';
import type { Written } from '../domain/read.ts';
import { bindingsOf } from '../domain/policy.ts';
import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import { nodesByCpu, nodesOfCpus } from './locality.ts';
import { presentIn } from './nodeSets.ts';

/** The emulator or an I/O thread, pinned to CPUs of nodes none of which gives the guest memory. */
export interface RemoteThread {
  /** For an emulator without a pin the `<vcpu>`, where its CPUs are for no vCPU. */
  readonly pin: Emulatorpin | Iothreadpin | Vcpu;
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
  const { iothreadpins } = domain;
  const ofEmulator = emulatorOf(domain);
  if (ofEmulator === undefined && iothreadpins.length === 0) return [];
  const memoryNodes = memoryNodesOf(domain, host);
  if (memoryNodes === undefined) return [];
  const nodeOf = nodesByCpu(host);
  const known = [...nodeOf.keys()].sort((a, b) => a - b);
  const remote = (pin: RemoteThread['pin'], isEmulator: boolean): RemoteThread[] => {
    const { cpuset } = pin;
    if (cpuset?.value === undefined) return [];
    const cpus = known.filter(cpuset.value.has);
    const nodes = nodesOfCpus(cpus, nodeOf);
    if (nodes.length === 0 || nodes.some((node) => memoryNodes.includes(node))) return [];
    return [{ pin, isEmulator, cpuset, cpus, nodes, memoryNodes }];
  };
  return [
    ...(ofEmulator === undefined ? [] : remote(ofEmulator, true)),
    ...iothreadpins.flatMap((pin) => remote(pin, false)),
  ];
}

/** What puts the emulator on its CPUs; a `<vcpu cpuset>` that puts vCPUs there, too, is judged for these. */
function emulatorOf(domain: DomainModel): RemoteThread['pin'] | undefined {
  const [emulatorpin] = domain.emulatorpins;
  if (emulatorpin !== undefined || generalCpuset(domain) === undefined) return emulatorpin;
  return everyVcpuPinned(domain) ? domain.vcpu : undefined;
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
