import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { claimFile } from '../../server/src/analysis/claimFile.ts';
import { fleetTold, withFleet, type FleetView } from '../../server/src/analysis/fleetFindings.ts';
import { createFleet } from '../../server/src/fleet/fleet.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import type { AskedWhatIf } from '../../server/src/map/asked.ts';
import type { MapGround } from '../../server/src/map/ground.ts';
import { hostMapOf, type MadeMap } from '../../server/src/map/hostMap.ts';
import type { HostMap, MapPlan } from '../../server/src/map/model.ts';

export const GIB = 2 ** 30;

export interface MapOptions {
  readonly whatIfs?: readonly AskedWhatIf[];
  /** Other files, by URI. */
  readonly others?: Readonly<Record<string, string>>;
  readonly overhead?: bigint;
  readonly isAlone?: boolean;
}

export const URI = 'file:///vms/vm1.xml';

/** The map of the first domain of a text. */
export function madeMap(text: string, host: HostTopology, options: MapOptions = {}): MadeMap {
  return hostMapOf(groundOf(text, host, options), options.whatIfs ?? []);
}

export function groundOf(
  text: string,
  host: HostTopology,
  { others = {}, overhead = 0n, isAlone = false }: MapOptions = {},
): MapGround {
  const world = { host, rules: new Map() };
  const alone = analyze(text, world);
  assert.ok(alone, 'no domain');
  const fleet = createFleet();
  const facts = () => ({ overhead, exclusive: [], landing: 'now' as const });
  for (const [file, its] of [...Object.entries(others), [URI, text] as const]) {
    const analysis = analyze(its, world, []);
    if (analysis !== undefined) fleet.set(file, claimFile(analysis, host, file, facts));
  }
  const view: FleetView = { fleet, host, supposed: undefined };
  const analysis = withFleet(alone, fleetTold(view, URI));
  const [domain] = analysis.domains;
  assert.ok(domain, 'no domain');
  return {
    ...{ uri: URI, analysis, domain, host, files: [], fleet: view, overhead, exclusive: [] },
    ...{ isAlone, isOld: false, loading: undefined },
  };
}

/** `0: 13, 1: 15` in GiB, with what spills marked `~`, what may come from anywhere `?`. */
export function said({ landing, lack }: Pick<MapPlan, 'landing' | 'lack'>): string {
  const gib = (bytes: number): string => String(Math.round((bytes / GIB) * 10) / 10);
  return [
    ...landing.map(
      ({ node, bytes, spill, anywhere, pageSize, cell }) =>
        `${cell === null ? '' : `c${cell}@`}${node}${pageSize === 0 ? '' : 'p'}: ${gib(bytes)}${spill ? '~' : ''}${anywhere ? '?' : ''}`,
    ),
    ...lack.map(({ nodes, bytes }) => `-${nodes.join('+')}: ${gib(bytes)}`),
  ].join(', ');
}

export const shown = ({ plans }: HostMap) =>
  plans.map((plan) => [plan.mode, plan.nodes, plan.kind, said(plan)]);
