import { preallocationIn } from '../domain/demand.ts';
import type { Cell, DomainModel } from '../domain/model.ts';
import { pinBesideAuto, vcpusBecomeAuto } from '../domain/pins.ts';
import {
  bindingsOf,
  idleBinder,
  isBinding,
  memnodesOutside,
  memoryPolicy,
  restrictiveMix,
} from '../domain/policy.ts';
import { nodemasksOutside } from '../domain/nodemasks.ts';
import type { ReadElement } from '../domain/read.ts';
import { isStatedBefore, severalPreferred } from '../domain/versions.ts';
import { facetsOf, type HostTopology, type PagePool, type Versions } from '../host/topology.ts';
import { excessOf, shortagesOf } from './capacity.ts';
import { cpulessSetsOf } from './withoutCpus.ts';
import { withoutReserve } from './measures.ts';
import { localitiesOf } from './locality.ts';
import { nodeSetsOf } from './nodeSets.ts';
import { remoteThreadsOf } from './pinnedThreads.ts';
import { poolShortagesOf } from './pools.ts';

/** A domain and what is known of the machine on which it is to run. */
export interface Situation {
  readonly domain: DomainModel;
  readonly host: HostTopology | undefined;
  readonly versions: Versions;
}

const WORK_LIMIT = 30_000;
const JUDGEMENTS_LIMIT = 300;

/** How many judgements a domain is worth: each looks at all of it, and the work must stay linear in its size. */
export function judgementsFor({ cells, numatune }: DomainModel): number {
  const elements = cells.length + (numatune?.memnodes.length ?? 0) + 1;
  return Math.min(JUDGEMENTS_LIMIT, Math.ceil(WORK_LIMIT / elements));
}

/**
 * Judges what a fix would make of the domain: true when it brings no warning or error about nodes that was not there before.
 * What cannot be told without a host does no harm. Beyond `judgementsFor` the domain everything is called harmful.
 */
export function harmless({ domain, host, versions }: Situation): (after: DomainModel) => boolean {
  let before: ReadonlySet<string> | undefined;
  let left = judgementsFor(domain);
  return (after) => {
    if (left-- <= 0) return false;
    const known = (before ??= new Set(hazardsOf({ domain, host, versions })));
    for (const hazard of hazardsOf({ domain: after, host, versions }))
      if (!known.has(hazard)) return false;
    return true;
  };
}

/** A key for everything that would be a warning or an error about memory and nodes. */
function* hazardsOf({ domain, host, versions }: Situation): Generator<string> {
  const policy = memoryPolicy(domain);
  const severalNodes = policy.kind === 'static' && (policy.nodeset.value?.size ?? 1) > 1;
  if (severalNodes && policy.mode === 'preferred')
    for (const by of severalPreferred(versions).refusedBy) yield `preferred refused by ${by}`;
  if (policy.kind === 'auto')
    for (const memnode of domain.numatune?.memnodes ?? []) yield `under auto ${placeOf(memnode)}`;
  if (pinBesideAuto(domain) !== undefined) yield 'pins beside auto';
  if (domain.vcpu?.placement !== undefined && vcpusBecomeAuto(domain)) yield 'vCPUs become auto';
  if (idleBinder(domain) !== undefined) yield 'restrictive in a session';
  const mix = restrictiveMix(domain);
  if (mix?.memoryIsRestrictive === true || !isStatedBefore(versions.libvirt, [9, 4]))
    for (const memnode of mix?.memnodes ?? []) yield `mixed ${placeOf(memnode)}`;
  const isTakenAtStart = preallocationIn(domain);
  const policyMode = policy.kind === 'static' ? policy.mode : '';
  for (const { memnode, cell, outside, isAll } of memnodesOutside(domain)) {
    const isHeld =
      policy.kind === 'static' && policy.mode === 'strict'
        ? isStatedBefore(versions.libvirt, [9, 4])
        : isTakenAtStart(cell);
    if (isHeld)
      yield `outside ${placeOf(memnode)}: ${outside.join()}${isAll ? ', all' : ''} in ${policyMode}`;
  }
  yield* deviceHazards(domain, versions);
  if (host === undefined) return;
  const facets = facetsOf(host);
  if (facets.has('nodes')) yield* setHazards({ domain, host, versions });
  if (facets.has('total')) yield* capacityHazards(domain, host);
  if (facets.has('pools'))
    for (const { nodes, need, pageSize, claims } of poolShortagesOf(domain, host, inAll))
      yield `${need} pages of ${pageSize} from ${nodes?.join() ?? 'anywhere'} for ${cellsOf(claims)}`;
  if (!facets.has('cpus')) return;
  for (const { from, reason } of cpulessSetsOf(domain, host, versions))
    yield `no CPU for ${reason} ${placeOf(from)}`;
  for (const { isEmulator, cpuset } of remoteThreadsOf(domain, host))
    if (isEmulator) yield `emulator remote at ${cpuset.range.start}`;
  for (const { pinned, cpuNodes, placed } of localitiesOf(domain, host))
    if (placed.some(({ memoryNodes }) => !memoryNodes.some((node) => cpuNodes.includes(node))))
      yield `remote at ${pinned.cpuset.range.start}`;
}

/** Devices with nodes of their own that what holds the guest does not name, and a guest that is held and can grow. */
function* deviceHazards(domain: DomainModel, versions: Versions): Generator<string> {
  const { maxMemory, memoryDevices } = domain;
  if (maxMemory === undefined && memoryDevices.length === 0) return;
  const bindings = bindingsOf(domain).filter(({ mode }) => isBinding(mode));
  const binding = new Set(bindings.flatMap(({ nodeset }) => nodeset.value?.values ?? []));
  if (bindings.length === Math.max(1, domain.cells.length))
    yield `grows on ${[...binding].sort((a, b) => a - b).join()}`;
  for (const { mode, nodemask, set, inside } of nodemasksOutside(domain, versions))
    yield `device at ${nodemask.range.start}: ${inside.join()}${inside.length === 0 ? `none of ${set.values.join()}` : ''} in ${mode}`;
}

const placeOf = ({ source }: ReadElement): string => `at ${source.name.start}`;
const inAll = ({ total }: PagePool): number | undefined => total;

function* setHazards(situation: Situation & { readonly host: HostTopology }): Generator<string> {
  const { domain, host, versions } = situation;
  for (const { from, nodeset, mode, set, present } of nodeSetsOf(domain, host, versions)) {
    const place = from === undefined ? `at ${nodeset.range.start}` : placeOf(from);
    // A set with a node that is not there is refused for that.
    if (present.length < set.size) {
      yield `absent ${place}: ${set.size - present.length}`;
      continue;
    }
    const bare = present.filter((node) => host.nodes.get(node)?.total === 0n);
    if (bare.length === 0) continue;
    const isAll = bare.length === present.length;
    yield `no memory ${place}: ${bare.join()}${isAll ? `, all, ${mode ?? ''}` : ''}`;
  }
}

function* capacityHazards(domain: DomainModel, host: HostTopology): Generator<string> {
  for (const { nodes, need, claims } of shortagesOf(domain, host, withoutReserve))
    yield `${need} bytes from ${nodes.join()} for ${cellsOf(claims.map(({ binding }) => binding))}`;
  const excess = excessOf(domain, host);
  if (excess !== undefined) yield `${excess.need} bytes from the whole host`;
}

function cellsOf(parts: readonly { readonly cell: Cell | undefined }[]): string {
  return parts.map(({ cell }) => cell?.cellId ?? 'all').join();
}
