import type { Analysis } from '../analysis/analyze.ts';
import { claimFile } from '../analysis/claimFile.ts';
import { fleetTold, type FleetTold, type FleetView } from '../analysis/fleetFindings.ts';
import { exclusiveLabels } from '../config/exclusiveLabels.ts';
import { overheadOf } from '../config/overheadOf.ts';
import { createFleet } from '../fleet/fleet.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Environment, FileContent } from './environment.ts';
import type { FoundPath } from './findFiles.ts';
import { placeOf, readContent } from './inputs.ts';
import type { FileSurroundings, Surroundings } from './surroundings.ts';

/** The guests of the files, host by host. */
export interface Fleets {
  /** What is found in a file because of the others. What is only supposed is told once, in the first file that asks and that it concerns. */
  readonly told: (path: string) => FleetTold;
  /** The file was changed, and is now this. */
  readonly changed: (path: string, analysis: Analysis) => void;
}

/** The analysis of a file of which nothing else is asked; undefined: it holds no domain, or no text. */
export type AnalyseFile = (
  path: FoundPath,
  content: FileContent,
  around: FileSurroundings,
) => Analysis | undefined;

/**
 * Reads the files for what their guests claim of their hosts; nothing else of them is kept. One file is no fleet.
 * @param isHostStated that the guests run on the host was said for this run alone, and not by a configuration
 */
export async function gatherFleets(
  found: readonly FoundPath[],
  surroundings: Surroundings,
  isHostStated: boolean,
  environment: Environment,
  analysisOf: AnalyseFile,
): Promise<Fleets> {
  const fleets = new Map<HostTopology, Host>();
  const files = new Map<string, { readonly around: FileSurroundings; readonly host: Host }>();
  for (const path of found.length > 1 ? found : []) {
    const around = await surroundings.of(await placeOf(path, environment));
    const { host: topology } = around.world;
    if (around.isExcluded || topology === undefined || path.error !== undefined) continue;
    const analysis = analysisOf(path, await readContent(path, environment), around);
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
    told: (path) => {
      const host = files.get(path)?.host;
      if (host === undefined) return NOTHING_TOLD;
      const all = fleetTold(host.view, path);
      return host.view.supposed === undefined ? all : untold(all, path, host.told);
    },
  };
}

interface Host {
  readonly view: FleetView;
  /** What was told already of what is only supposed, and in which file. */
  readonly told: Map<string, string>;
}

const NOTHING_TOLD: FleetTold = { told: [], failures: [] };

function newHost(host: HostTopology, isSupposed: boolean): Host {
  const supposed = isSupposed ? { which: 'that are checked', fix: undefined } : undefined;
  return { view: { fleet: createFleet(), host, supposed }, told: new Map() };
}

function untold(
  { told, failures }: FleetTold,
  path: string,
  known: Map<string, string>,
): FleetTold {
  const fresh = told.filter(({ rule, report }) => {
    const key = `${rule} ${report.about ?? report.message}`;
    const where = known.get(key) ?? path;
    known.set(key, where);
    return where === path;
  });
  return { told: fresh, failures };
}
