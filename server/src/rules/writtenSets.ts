import type { DomainModel } from '../domain/model.ts';
import type { Written } from '../domain/read.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';

export type WrittenSet = Written<IdSet<number>>;

/** The sets of nodes, CPUs, vCPUs and cells that somebody wrote, right or wrong. */
export function writtenSets(domain: DomainModel): readonly WrittenSet[] {
  const { numatune, memoryDevices, memoryBacking, vcpu, cells } = domain;
  const sets = [
    numatune?.memory?.nodeset,
    ...(numatune?.memnodes ?? []).map(({ nodeset }) => nodeset),
    ...memoryDevices.map(({ nodemask }) => nodemask?.content),
    ...(memoryBacking?.hugepages?.pages ?? []).map(({ nodeset }) => nodeset),
    vcpu?.cpuset,
    ...[...domain.vcpupins, ...domain.emulatorpins, ...domain.iothreadpins].map(
      ({ cpuset }) => cpuset,
    ),
    ...cells.map(({ cpus }) => cpus),
  ];
  return sets.filter((set) => set !== undefined);
}
