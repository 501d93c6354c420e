import { standardSeverity } from '../analysis/findings.ts';
import type { DomainModel } from '../domain/model.ts';
import { wholeDemand } from '../domain/demand.ts';
import { facetsOf, type Facet, type HostTopology } from '../host/topology.ts';
import { sayBinding } from '../placement/sayBinding.ts';
import type { AskedWhatIf } from './asked.ts';
import { mapCellsOf, pinsOf } from './focusGuest.ts';
import type { MapGround, Surveyed } from './ground.ts';
import type { FocusGuest, HostMap, NoHostMap, Verdict } from './model.ts';
import { neighboursOf, otherGuests } from './neighbours.ts';
import { distancesOf, mapNodesOf } from './nodes.ts';
import { plansOf, type Plans } from './plans.ts';
import type { Problem } from '../text/finding.ts';
import { sourcesIn } from './sources.ts';
import { isOfMap } from './verdict.ts';

/** A map, and what of it stays with the server. */
export interface MadeMap extends Pick<Plans, 'edits' | 'asked'> {
  readonly map: HostMap;
  /** Some value of the guest is bad or unknown: the map shows the rest. */
  readonly isIncomplete: boolean;
}

/**
 * The map of a guest on its host: where its memory and its vCPUs land, beside the others, as it is written and as it might be. Filled
 * from what was free where every node states it and no other guest is known, which would be counted twice; else from all memory without the
 * reserve. Total, and the same for the same ground.
 */
export function hostMapOf(before: MapGround, whatIfs: readonly AskedWhatIf[]): MadeMap {
  const neighbours = neighboursOf(before);
  const { host, analysis, domain, uri, files } = before;
  const facets = facetsOf(host);
  const basis = neighbours.claims.length === 0 && facets.has('free') ? 'free' : 'total';
  const sourceOf = sourcesIn(uri, analysis.text);
  const cells = mapCellsOf({ domain, host, sourceOf });
  const ground: Surveyed = { ...before, neighbours, basis, sourceOf, cells };
  const { plans, edits, asked, written } = plansOf(ground, whatIfs);
  const { pins: otherPins, ...others } = otherGuests(ground);
  const distances = distancesOf(host);
  const finding = FINDINGS.get(plans[0]?.verdict.kind ?? 'ok');
  const map: HostMap = {
    host: {
      name: host.name,
      files: files.map(({ words, uri }) => ({ words, uri })),
      ...(host.capturedAt === undefined ? {} : { capturedAt: host.capturedAt }),
      isOld: before.isOld,
      lacks: lacksOf(facets, domain),
      basis,
    },
    nodes: mapNodesOf(host, basis, files),
    ...(distances === undefined ? {} : { distances }),
    focus: {
      name: nameOf(domain),
      uri,
      ...(written.isIncomplete ? {} : { bytes: Number(written.demand) }),
      binding: sayBinding(domain),
      source: sourceOf(domain.name?.range ?? domain.source.name),
      ...(finding === undefined ? {} : { finding }),
      cells,
    },
    ...others,
    ...(before.loading === undefined ? {} : { loading: before.loading }),
    pins: [...pinsOf(ground, null), ...otherPins],
    plans,
  };
  const isIncomplete = written.isIncomplete || domain.problems.some(isOfPlacement);
  return { map, edits, asked, isIncomplete };
}

/** A value is bad that decides where the guest lands, and was taken for absent. */
function isOfPlacement({ rule, severity = standardSeverity(rule) }: Problem): boolean {
  return severity === 'error' && isOfMap(rule);
}

/** What is shown where no map can be made. */
export function noHostMapOf(domain: DomainModel, why: string): NoHostMap {
  const demand = wholeDemand(domain);
  return {
    guest: {
      name: nameOf(domain),
      ...(demand === undefined ? {} : { bytes: Number(demand) }),
      binding: sayBinding(domain),
    },
    why,
  };
}

/** Why a host cannot be drawn; undefined for one that can. */
export function undrawable(host: HostTopology): string | undefined {
  if (host.nodes.size === 0) return `the description of ${host.name} tells no NUMA nodes`;
  if (host.partial === true)
    return `the description of ${host.name} does not tell all of its NUMA nodes`;
  return facetsOf(host).has('total')
    ? undefined
    : `the description of ${host.name} does not tell the memory of each node`;
}

const nameOf = (domain: DomainModel): string => domain.name?.value ?? 'a guest without a name';

const FINDINGS: ReadonlyMap<Verdict, FocusGuest['finding']> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'information'],
] as const);

function lacksOf(facets: ReadonlySet<Facet>, domain: DomainModel): readonly string[] {
  const usesPools = domain.memoryBacking?.hugepages !== undefined;
  return [
    ...(facets.has('cpus') ? [] : ['the CPUs of each node']),
    ...(facets.has('distances') ? [] : ['distances']),
    ...(facets.has('siblings') ? [] : ['SMT siblings']),
    ...(facets.has('pools') || !usesPools ? [] : ['huge page pools']),
  ];
}
