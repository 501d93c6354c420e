import { analyze, type Analysis } from '../analysis/analyze.ts';
import { claimFile } from '../analysis/claimFile.ts';
import { fleetTold, withFleet, type FleetTold, type FleetView } from '../analysis/fleetFindings.ts';
import { EMPTY_WORLD } from '../analysis/world.ts';
import { exclusiveLabels } from '../config/exclusiveLabels.ts';
import { overheadOf } from '../config/overheadOf.ts';
import { createFleet } from '../fleet/fleet.ts';
import type { HostTopology } from '../host/topology.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { Environment } from './environment.ts';
import type { FoundPath } from './findFiles.ts';
import { placeOf, readContent } from './inputs.ts';
import type { FileSurroundings, Surroundings } from './surroundings.ts';

/** The guests of the files, host by host. */
export interface Fleets {
  /** The analysis of a file with what is found in it because of the others. What is only supposed is told once, in the first file that it concerns. */
  readonly judged: (path: string, analysis: Analysis) => Analysis;
  /** The file was changed, and is now this. */
  readonly changed: (path: string, analysis: Analysis) => void;
}

/**
 * Reads the files for what their guests claim of their hosts; nothing else of them is kept. One file is no fleet.
 * @param isHostStated that the guests run on the host was said for this run alone, and not by a configuration
 */
export async function gatherFleets(
  found: readonly FoundPath[],
  surroundings: Surroundings,
  isHostStated: boolean,
  environment: Environment,
): Promise<Fleets> {
  const fleets = new Map<HostTopology, Host>();
  const files = new Map<string, { readonly around: FileSurroundings; readonly host: Host }>();
  for (const path of found.length > 1 ? found : []) {
    const around = await surroundings.of(await placeOf(path, environment));
    const { host: topology } = around.world;
    if (around.isExcluded || topology === undefined || path.error !== undefined) continue;
    const content = await readContent(path, environment);
    if ('error' in content) continue;
    const { text, problem } = decodeText(content.bytes, content.cut);
    const analysis = problem === undefined ? analyze(text, EMPTY_WORLD, []) : undefined;
    if (analysis === undefined) continue;
    const isSupposed = isHostStated || around.configuration?.host === undefined;
    const host = fleets.get(topology) ?? newHost(topology, isSupposed);
    fleets.set(topology, host);
    files.set(path.path, { around, host });
    claim(path.path, analysis);
  }

  function claim(path: string, analysis: Analysis): void {
    const file = files.get(path);
    if (file === undefined) return;
    const { around, host } = file;
    const configured = around.configuration?.host;
    const { view } = host;
    view.fleet.set(
      path,
      claimFile(analysis, view.host, path, (domain) => ({
        overhead: overheadOf(configured?.overhead, domain),
        exclusive: exclusiveLabels(configured, domain.name?.value),
      })),
    );
  }

  return {
    changed: claim,
    judged: (path, analysis) => {
      const host = files.get(path)?.host;
      if (host === undefined) return analysis;
      const all = fleetTold(host.view, path);
      return withFleet(analysis, host.view.supposed === undefined ? all : untold(all, host.told));
    },
  };
}

interface Host {
  readonly view: FleetView;
  /** What was told already of what is only supposed. */
  readonly told: Set<string>;
}

function newHost(host: HostTopology, isSupposed: boolean): Host {
  const supposed = isSupposed ? { which: 'that are checked', fix: undefined } : undefined;
  return { view: { fleet: createFleet(), host, supposed }, told: new Set() };
}

function untold({ told, failures }: FleetTold, known: Set<string>): FleetTold {
  const fresh = told.filter(({ rule, report }) => {
    const key = `${rule} ${report.about ?? report.message}`;
    return known.size !== known.add(key).size;
  });
  return { told: fresh, failures };
}
