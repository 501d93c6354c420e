import type { Memnode, NumatuneMemory } from '../domain/model.ts';
import type { DomainModel } from '../domain/model.ts';
import { bindingsOf, effectiveMode, hostNodeSetsOf } from '../domain/policy.ts';
import type { Written } from '../domain/read.ts';
import {
  compareVersions,
  type HostTopology,
  type NodeId,
  type Versions,
} from '../host/topology.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';

/** A set of host nodes that takes effect when the guest starts. */
export interface NodeSetUse {
  /** undefined: the `<nodemask>` of a memory device. */
  readonly from: NumatuneMemory | Memnode | undefined;
  readonly nodeset: Written<IdSet<NodeId>>;
  readonly set: IdSet<NodeId>;
  /** The mode in which it is used; undefined when that is bad. */
  readonly mode: MemoryMode | undefined;
  /** Its nodes that the host has, ascending. */
  readonly present: readonly NodeId[];
}

/** Every readable set of host nodes that is used at start: of `<memory>` unless automatic, `<memnode>`s and memory devices. */
export function nodeSetsOf(
  domain: DomainModel,
  host: HostTopology,
  versions: Versions,
): readonly NodeSetUse[] {
  const uses = hostNodeSetsOf(domain).map(({ nodeset, from }) => ({
    ...{ from, nodeset },
    mode: effectiveMode(from),
  }));
  return [...uses, ...nodemasksOf(domain, versions)].flatMap((use): NodeSetUse[] => {
    const set = use.nodeset.value;
    return set === undefined ? [] : [{ ...use, set, present: presentIn(set, host) }];
  });
}

/** The nodes of a set that the host has, ascending. */
export function presentIn(set: IdSet<NodeId>, host: HostTopology): readonly NodeId[] {
  return [...host.nodes.keys()].filter(set.has);
}

/**
 * A device's own nodes are used in the mode of its cell; since libvirt 12.0 always strictly, as without any numatune
 * (src/qemu/qemu_command.c qemuBuildMemoryBackendProps).
 */
function nodemasksOf(domain: DomainModel, { libvirt }: Versions) {
  if (domain.memoryDevices.length === 0) return [];
  const isStrict = libvirt !== undefined && compareVersions(libvirt, [12, 0]) >= 0;
  const modes = new Map(bindingsOf(domain).map(({ cell, mode }) => [cell?.cellId, mode]));
  return domain.memoryDevices.flatMap(({ node, nodemask }) => {
    if (nodemask?.content === undefined) return [];
    const mode: MemoryMode = (isStrict ? undefined : modes.get(node?.content?.value)) ?? 'strict';
    return [{ from: undefined, nodeset: nodemask.content, mode }];
  });
}
