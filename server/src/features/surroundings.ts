import type { World } from '../analysis/world.ts';
import type { DomainModel } from '../domain/model.ts';
import { vcpuCountOf } from '../domain/pins.ts';
import type { Surroundings } from '../vocabulary/define.ts';

/** What value types may know of the host and the guest when they suggest. */
export function surroundingsOf({ host }: World, domain: DomainModel): Surroundings {
  const vcpus = vcpuCountOf(domain);
  return {
    cells: domain.cells.flatMap(({ cellId }) => cellId ?? []),
    ...(host === undefined ? {} : { host }),
    ...(vcpus === undefined ? {} : { vcpus }),
  };
}
