import type { Landing } from '../placement/landing.ts';
import { fitsAll } from '../placement/plan.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import { capacityFor, usedOf } from '../placement/usage.ts';
import { kindsOf, MODEL_NOTE, takenFrom, type PlanReport } from './plan.ts';

/** Plans as one JSON document, on one line for each host. Sizes are bytes; a `pageSize` of null stands for ordinary memory. */
export function planJson(reports: readonly PlanReport[]): string {
  const hosts = reports.map((report) => JSON.stringify(hostObject(report)));
  return `{"version":1,"note":${JSON.stringify(MODEL_NOTE)},"hosts":[\n${hosts.join(',\n')}\n]}\n`;
}

function hostObject(report: PlanReport): object {
  const { host, basis, guests, others, used } = report;
  const kinds = kindsOf(guests);
  return {
    host: host.name,
    basis,
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
    uncounted: others,
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
