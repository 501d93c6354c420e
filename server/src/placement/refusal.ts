import type { DomainModel } from '../domain/model.ts';
import { restrictiveMix } from '../domain/policy.ts';
import { isStatedBefore } from '../domain/versions.ts';
import { facetsOf, type HostTopology, type NodeId } from '../host/topology.ts';
import type { Refusal } from './landing.ts';
import { nodeSetsOf } from './nodeSets.ts';
import { cpulessSetsOf } from './withoutCpus.ts';

/** Why the guest does not start whatever its nodes have; undefined when nothing of that kind is known. */
export function refusalOf(domain: DomainModel, host: HostTopology): Refusal | undefined {
  const versions = host.versions ?? {};
  const mix = restrictiveMix(domain);
  if (mix !== undefined && (mix.memoryIsRestrictive || !isStatedBefore(versions.libvirt, [9, 4])))
    return { kind: 'mixed-modes' };
  const facets = facetsOf(host);
  if (!facets.has('nodes')) return undefined;
  for (const { set, present, mode } of nodeSetsOf(domain, host, versions)) {
    if (present.length < set.size) return { kind: 'absent', nodes: absentOf(set.values, host) };
    if (mode === 'restrictive') continue;
    if (present.every((node) => host.nodes.get(node)?.total === 0n))
      return { kind: 'no-memory', nodes: present };
  }
  if (!facets.has('cpus')) return undefined;
  const [cpuless] = cpulessSetsOf(domain, host, versions);
  return cpuless && { kind: 'no-cpus', nodes: cpuless.nodes };
}

function absentOf(nodes: readonly NodeId[], host: HostTopology): readonly NodeId[] {
  return nodes.filter((node) => !host.nodes.has(node));
}
