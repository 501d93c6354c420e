import type { DomainModel } from '../domain/model.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Basis, Landing } from '../placement/landing.ts';
import { fitsAll } from '../placement/plan.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import { placedOf } from './chunks.ts';
import { pinsOf } from './focusGuest.ts';
import type { FleetMap, MapGuest, Verdict } from './model.ts';
import { mapNodesOf } from './nodes.ts';

/** A guest of a plan. */
export interface PlannedGuest {
  readonly name: string;
  /** `strict 0-2`. */
  readonly binding: string;
  readonly landing: Landing;
  /** As it is written, which pins go by. */
  readonly domain: DomainModel;
}

/** How the guests of a host land together, in the order in which they start, as figures to be drawn. */
export function fleetMapOf(
  host: HostTopology,
  basis: Basis,
  guests: readonly PlannedGuest[],
): FleetMap {
  return {
    host: {
      name: host.name,
      basis,
      ...(host.capturedAt === undefined ? {} : { capturedAt: host.capturedAt }),
    },
    nodes: mapNodesOf(host, basis, []),
    pins: guests.flatMap(({ domain }, index) => pinsOf({ domain, host }, String(index + 1))),
    guests: guests.map(({ name, binding, landing }, index): MapGuest => ({
      ...{ name, binding, letter: String(index + 1), bytes: Number(landing.demand) },
      ...placedOf(landing, { host }),
      ...{ kind: kindOf(landing), outcome: sayOutcome(landing) },
    })),
  };
}

function kindOf(landing: Landing): Verdict {
  if (fitsAll(landing)) return 'ok';
  return landing.outcome.kind === 'spills' ? 'warning' : 'error';
}
