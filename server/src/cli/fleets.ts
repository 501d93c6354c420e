import type { Analysis } from '../analysis/analyze.ts';
import { claimFile, isLegible } from '../analysis/claimFile.ts';
import {
  fleetTold,
  hasFleetComment,
  type FleetTold,
  type FleetView,
} from '../analysis/fleetFindings.ts';
import { exclusiveLabels } from '../config/exclusiveLabels.ts';
import { overheadOf } from '../config/overheadOf.ts';
import { createFleet } from '../fleet/fleet.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Project } from '../machine/projects.ts';
import type { Environment, FileContent } from './environment.ts';
import type { FoundPath } from './findFiles.ts';
import { placeOf, readContent } from './inputs.ts';
import { areAll } from './suppressionUse.ts';
import type { FileSurroundings, Surroundings } from './surroundings.ts';

/** The guests of the files, host by host. */
export interface Fleets {
  /** What is found in a file because of the others. What is only supposed is told once, in the first file that asks and that it concerns. */
  readonly told: (path: string) => FleetTold;
  /** The file was changed, and is now this. */
  readonly changed: (path: string, analysis: Analysis) => void;
}

/** The analysis of a file of which nothing else is asked; undefined: it holds no domain. */
export type AnalyseFile = (
  path: FoundPath,
  content: FileContent,
  around: FileSurroundings,
) => Analysis | 'unreadable' | undefined;

/**
 * Reads the files for what their guests claim of their hosts; nothing else of them is kept. One file is no fleet.
 * @param stated `isHostStated`: that the guests run on the host was said for this run alone, and not by a configuration. `isAsConfigured`:
 * nothing that configurations say was said otherwise, so that comments that are of no use show
 */
export async function gatherFleets(
  found: readonly FoundPath[],
  surroundings: Surroundings,
  { isHostStated, isAsConfigured }: { isHostStated: boolean; isAsConfigured: boolean },
  environment: Environment,
  analysisOf: AnalyseFile,
): Promise<Fleets> {
  const fleets = new Map<HostTopology, Host>();
  const files = new Map<string, FleetFile>();
  const places = new Set<string>();
  for (const path of found.length > 1 ? found : []) {
    const place = await placeOf(path, environment);
    places.add(place);
    const around = await surroundings.of(place);
    const { host: topology } = around.world;
    if (around.isExcluded || topology === undefined) continue;
    const isSupposed = isHostStated || around.configuration?.host === undefined;
    const host = fleets.get(topology) ?? newHost(topology, isSupposed, around.project);
    fleets.set(topology, host);
    if (path.error !== undefined) host.isIllegible = true;
    else await read(path, around, host);
  }
  if (isAsConfigured) for (const host of fleets.values()) host.view.isWhole = await isWhole(host);

  async function read(path: FoundPath, around: FileSurroundings, host: Host): Promise<void> {
    const analysis = analysisOf(path, await readContent(path, environment), around);
    if (analysis === undefined) return;
    host.isIllegible ||= analysis === 'unreadable' || !isLegible(analysis);
    if (analysis === 'unreadable') return;
    const hasComment = hasFleetComment(analysis.text);
    host.hasComments ||= hasComment;
    files.set(path.path, { around, host, hasComment });
    claim(path.path, analysis);
  }

  async function isWhole({ view, project, hasComments, isIllegible }: Host): Promise<boolean> {
    if (!hasComments || isIllegible || view.supposed !== undefined) return false;
    return project !== undefined && areAll(places, project, surroundings, environment);
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
      const file = files.get(path);
      if (file === undefined) return NOTHING_TOLD;
      const { host, hasComment } = file;
      const all = fleetTold({ ...host.view, isWhole: hasComment && host.view.isWhole }, path);
      return host.view.supposed === undefined ? all : untold(all, path, host.told);
    },
  };
}

interface FleetFile {
  readonly around: FileSurroundings;
  readonly host: Host;
  /** It may have comments about rules of the fleet. */
  readonly hasComment: boolean;
}

interface Host {
  readonly view: FleetView & { isWhole: boolean };
  /** The configuration that says who runs there. */
  readonly project: Project | undefined;
  hasComments: boolean;
  /** What some file claims is not known. */
  isIllegible: boolean;
  /** What was told already of what is only supposed, and in which file. */
  readonly told: Map<string, string>;
}

const NOTHING_TOLD: FleetTold = { told: [], failures: [] };

function newHost(host: HostTopology, isSupposed: boolean, project: Project | undefined): Host {
  const supposed = isSupposed ? { which: 'that are checked', fix: undefined } : undefined;
  return {
    view: { fleet: createFleet(), host, supposed, isWhole: false },
    project,
    hasComments: false,
    isIllegible: false,
    told: new Map(),
  };
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
