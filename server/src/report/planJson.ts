import type { Landing } from '../placement/landing.ts';
import { fitsAll } from '../placement/plan.ts';
import { sayBinding } from '../placement/sayBinding.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import { capacityFor, usedOf } from '../placement/usage.ts';
import { kindsOf, MODEL_NOTE, takenFrom, type PlanReport } from './plan.ts';
import { sayUnhelped, type SuggestedPlan } from './planSuggested.ts';

/** Plans as one JSON document, on one line for each host. Sizes are bytes; a `pageSize` of null stands for ordinary memory. */
export function planJson(reports: readonly PlanReport[]): string {
  const hosts = reports.map((report) => JSON.stringify(hostObject(report)));
  return `{"version":1,"note":${JSON.stringify(MODEL_NOTE)},"hosts":[\n${hosts.join(',\n')}\n]}\n`;
}

function hostObject(report: PlanReport): object {
  const { host, basis, others, suggested } = report;
  return {
    host: host.name,
    basis,
    ...nodesAndGuests(report),
    uncounted: others,
    ...(suggested === undefined
      ? {}
      : { suggested: suggestedObject({ ...report, ...suggested }, suggested) }),
  };
}

/** The plan when what is suggested is followed. */
function suggestedObject(report: PlanReport, { moved, unhelped }: SuggestedPlan): object {
  return {
    moved: moved.map(({ path, name, before, binding, landing }) => ({
      ...{ path, name, from: before, to: binding, message: sayOutcome(landing) },
    })),
    unhelped: unhelped.map((one) => ({
      path: one.path,
      name: one.name,
      leastBad: one.leastBad?.after === undefined ? null : sayBinding(one.leastBad.after),
      message: sayUnhelped(one),
    })),
    ...nodesAndGuests(report),
  };
}

function nodesAndGuests({ host, basis, guests, used }: PlanReport): object {
  const kinds = kindsOf(guests);
  return {
    nodes: [...host.nodes.values()].map((node) => ({
      node: node.id,
      memory: kinds.map((kind) => ({
        pageSize: kind.kind === 'pool' ? Number(kind.pageSize) : null,
        has: numberOrNull(capacityFor(node, kind, basis)),
        used: Number(usedOf(used, kind, node.id)),
      })),
    })),
    guests: guests.map(({ path, name, binding, landing }) => ({
      path,
      name,
      binding,
      demand: Number(landing.demand),
      fits: fitsAll(landing),
      outcome: landing.outcome.kind,
      message: sayOutcome(landing),
      incomplete: landing.isIncomplete,
      withoutPlace: Number(landing.left),
      nodes: kinds.flatMap((kind) => takenOf(landing, kind)),
    })),
  };
}

function takenOf(landing: Landing, kind: Parameters<typeof takenFrom>[1]): readonly object[] {
  return [...takenFrom(landing, kind)]
    .sort(([a], [b]) => a - b)
    .map(([node, { bytes, spill, estimate }]) => ({
      node,
      pageSize: kind.kind === 'pool' ? Number(kind.pageSize) : null,
      bytes: Number(bytes),
      spill,
      estimate,
    }));
}

const numberOrNull = (size: bigint | undefined): number | null =>
  size === undefined ? null : Number(size);
