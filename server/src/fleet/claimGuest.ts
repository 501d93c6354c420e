import type { DomainModel } from '../domain/model.ts';
import { pinnedVcpus } from '../domain/pins.ts';
import { isBinding } from '../domain/policy.ts';
import { startsOnline } from '../domain/vcpuStates.ts';
import { bytes, type Bytes, type HostTopology } from '../host/topology.ts';
import { claimsOf } from '../placement/capacity.ts';
import type { Landing } from '../placement/landing.ts';
import { partsOf } from '../placement/parts.ts';
import { pageClaimsOf, type PageClaim } from '../placement/pools.ts';
import { predict } from '../placement/predict.ts';
import { sayBinding } from '../placement/sayBinding.ts';
import { presentIn } from '../placement/nodeSets.ts';
import { ORDINARY_PAGES } from '../placement/usage.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { SourceRange } from '../text/range.ts';
import type {
  CacheClaim,
  ClaimedLanding,
  CpuClaim,
  FloatClaim,
  GuestClaim,
  MemoryClaim,
  PagesClaim,
  Taking,
} from './guestClaim.ts';
import { identityOf } from './identity.ts';

/** What is known of a guest beside its document. */
export interface ClaimFacts {
  readonly file: string;
  /** Which of the file's guests it is, from 0. */
  readonly index: number;
  /** QEMU's own memory in bytes, where it is stated. */
  readonly overhead?: bigint;
  /** Guests that have a label in common do not run at the same time. */
  readonly exclusive?: readonly string[];
  /** 'later' holds the document until somebody asks. Default: it is not drawn. */
  readonly landing?: 'now' | 'later';
}

/** What a domain claims of a host. Total; linear in the domain and the host. `lines`: of the domain's text. */
export function claimGuest(
  domain: DomainModel,
  host: HostTopology,
  lines: LineIndex,
  { file, index, overhead = 0n, exclusive = [], landing: when }: ClaimFacts,
): GuestClaim {
  const { uuid, name, isOwnFile } = identityOf(domain);
  return {
    file,
    index,
    uuid,
    name,
    isOwnFile,
    place: lines.placeOf(domain.name?.range ?? domain.source.name),
    memory: memoryClaims(domain, host, overhead, lines),
    pages: pageClaimsOf(domain, host).map((claim) => pagesClaim(claim, domain, lines)),
    ...(domain.cachetunes.length === 0 ? {} : { caches: cacheClaims(domain, lines) }),
    pins: cpuClaims(domain, lines),
    binding: sayBinding(domain),
    exclusive: exclusive.length > 1 ? [...new Set(exclusive)].sort() : exclusive,
    ...(when === undefined
      ? {}
      : {
          floats: floatClaims(domain, lines),
          landing: landingWhen(when, domain, host, overhead),
        }),
  };
}

/** QEMU's own memory comes from where `<memory>` binds it. */
function memoryClaims(
  domain: DomainModel,
  host: HostTopology,
  overhead: bigint,
  lines: LineIndex,
): readonly MemoryClaim[] {
  const claims = claimsOf(domain, host).map(({ binding, nodes, need }): MemoryClaim => {
    const { mode, nodeset, source } = binding.from;
    const place = lines.placeOf(mode?.range ?? nodeset?.range ?? source.name);
    return { nodes, need: bytes(need), place };
  });
  if (overhead <= 0n) return claims;
  const own = partsOf(domain, host, overhead).parts.find(({ isOverhead }) => isOverhead);
  const binder = own?.binding;
  if (own === undefined || binder?.nodeset.value === undefined || !isBinding(binder.mode))
    return claims;
  const present = presentIn(binder.nodeset.value, host);
  const nodes = present.filter((node) => host.nodes.get(node)?.total !== 0n);
  if (present.length < binder.nodeset.value.size || nodes.length === 0) return claims;
  const at = binder.from?.mode?.range ?? binder.from?.nodeset?.range ?? domain.source.name;
  return [...claims, { nodes, need: own.bytes, place: lines.placeOf(at) }];
}

function pagesClaim(
  { backing, pageSize, pages, nodes }: PageClaim,
  domain: DomainModel,
  lines: LineIndex,
): PagesClaim {
  const huge = domain.memoryBacking?.hugepages;
  const { page } = backing;
  const at: SourceRange =
    page?.size?.range ?? page?.source.name ?? huge?.source.name ?? domain.source.name;
  return { pageSize, pages, nodes, place: lines.placeOf(at) };
}

function cacheClaims(domain: DomainModel, lines: LineIndex): readonly CacheClaim[] {
  const claims = new Map<string, CacheClaim>();
  for (const cache of domain.cachetunes.flatMap(({ caches }) => caches)) {
    const { size, bytes: amount } = cache;
    const [level, id, type] = [cache.level?.value, cache.id?.value, cache.type?.value];
    if (level === undefined || id === undefined || type === undefined) continue;
    if (size === undefined || amount === undefined) continue;
    const key = `${level} ${id} ${type}`;
    const { bytes: before = 0n, place = lines.placeOf(size.range) } = claims.get(key) ?? {};
    claims.set(key, { level, id, type, bytes: bytes(before + amount), place });
  }
  return [...claims.values()];
}

/** So many pins are kept of one guest; libvirt's guests have at most some hundred vCPUs. */
const PINS_LIMIT = 4096;

function cpuClaims(domain: DomainModel, lines: LineIndex): readonly CpuClaim[] {
  const claims: CpuClaim[] = [];
  const runs = startsOnline(domain);
  for (const { vcpus, cpuset } of pinnedVcpus(domain)) {
    const [vcpu, another] = vcpus;
    const [cpu] = cpuset.value?.size === 1 ? cpuset.value.values : [];
    if (cpu === undefined || vcpu === undefined || another !== undefined || !runs(vcpu)) continue;
    if (claims.length === PINS_LIMIT) break;
    claims.push({ cpu, vcpu, place: lines.placeOf(cpuset.range) });
  }
  return claims;
}

/** So many different sets are kept of one guest. */
const FLOATS_LIMIT = 64;

function floatClaims(domain: DomainModel, lines: LineIndex): readonly FloatClaim[] {
  const claims = new Map<string, FloatClaim>();
  for (const { cpuset } of pinnedVcpus(domain)) {
    const { value } = cpuset;
    if (value === undefined || value.size === 1 || claims.size === FLOATS_LIMIT) continue;
    const key = value.items
      .map(({ first, last, excluded }) => `${excluded ? '^' : ''}${first}-${last}`)
      .join();
    if (!claims.has(key)) claims.set(key, { cpus: value, place: lines.placeOf(cpuset.range) });
  }
  return [...claims.values()];
}

function landingWhen(
  when: 'now' | 'later',
  domain: DomainModel,
  host: HostTopology,
  overhead: bigint,
): () => ClaimedLanding {
  return when === 'later'
    ? once(() => landingOf(domain, host, overhead))
    : always(landingOf(domain, host, overhead));
}

function landingOf(domain: DomainModel, host: HostTopology, overhead: bigint): ClaimedLanding {
  const landing = predict(domain, host, { basis: 'total', overhead });
  return { takes: takings(landing), demand: landing.demand };
}

/** A function of its own, so that the answer holds nothing but itself. */
const always =
  <T>(value: T): (() => T) =>
  () =>
    value;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function takings({ pieces, anywhere, outcome }: Landing): readonly Taking[] {
  if (outcome.kind === 'refused') return [];
  const taken = new Map<string, Taking>();
  const add = (some: Taking): void => {
    const key = `${some.pageSize} ${some.node}`;
    const known = taken.get(key);
    const sum = bytes((known?.bytes ?? 0n) + some.bytes);
    const spill = some.spill || known?.spill === true;
    const estimate = some.estimate || known?.estimate === true;
    taken.set(key, { ...some, bytes: sum, spill, estimate });
  };
  for (const { node, bytes: amount, kind, spill } of pieces)
    add({ node, bytes: amount, pageSize: pageSizeOf(kind), spill, estimate: false });
  for (const { estimate, kind } of anywhere)
    for (const { node, bytes: amount } of estimate)
      add({ node, bytes: amount, pageSize: pageSizeOf(kind), spill: false, estimate: true });
  return [...taken.values()].sort((a, b) => a.node - b.node);
}

const pageSizeOf = (kind: Landing['pieces'][number]['kind']): Bytes =>
  kind.kind === 'pool' ? kind.pageSize : ORDINARY_PAGES;
