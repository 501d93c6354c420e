import { FLEET_RULES } from '../analysis/fleetFindings.ts';
import { allFindings } from '../analysis/findings.ts';
import { claimGuest } from '../fleet/claimGuest.ts';
import type { GuestClaim, Taking } from '../fleet/guestClaim.ts';
import { uncountedWhy } from '../fleet/identity.ts';
import { canMeet, compareClaims } from '../fleet/together.ts';
import { takenTogether } from '../fleet/takenTogether.ts';
import { bytes, facetsOf } from '../host/topology.ts';
import { orderOf } from '../placement/fallback.ts';
import type { Usage } from '../placement/usage.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { MapGround, Surveyed } from './ground.ts';
import type { Chunk, HostMap, MapPin, OtherGuest } from './model.ts';
import { sourceAt } from './sources.ts';

/** The guests that run beside the one in focus. */
export interface Neighbours {
  /** What the guest in focus claims. */
  readonly focus: GuestClaim;
  /** How it counts in the fleet: itself, or another file that speaks of it; undefined where it does not. */
  readonly counted: GuestClaim | undefined;
  /** In no order that means something. */
  readonly claims: readonly GuestClaim[];
  /** What they take together; of guests that never run together the greediest. */
  readonly usage: Usage;
  /** How many there are, whether they are left out or not. */
  readonly count: number;
}

/** Other files that speak of the same guest are none, and guests that never run beside it. */
export function neighboursOf({
  analysis,
  domain,
  host,
  uri,
  fleet,
  overhead,
  exclusive,
  isAlone,
}: MapGround): Neighbours {
  const guests = analysis.domains.filter((one) => uncountedWhy(one) === undefined);
  const facts = { file: uri, index: guests.indexOf(domain), overhead, exclusive };
  const focus = claimGuest(domain, host, new LineIndex(analysis.text), facts);
  const isItself = ({ file, index, uuid, name }: GuestClaim): boolean =>
    (file === uri && index === focus.index) ||
    (uuid !== undefined && uuid === focus.uuid) ||
    (name !== undefined && name === focus.name);
  const all = [...(fleet?.fleet.guests() ?? [])];
  const beside = all.filter((guest) => !isItself(guest) && canMeet(guest, focus));
  const claims = isAlone ? [] : beside;
  const own = fleet?.fleet.guestsOf(uri) ?? [];
  const counted = own.find(({ index }) => index === focus.index);
  return {
    ...{ focus, counted: counted ?? all.find(isItself), claims, count: beside.length },
    usage: takenTogether(claims),
  };
}

/** So many guests are listed one by one. */
const LISTED = 40;

/** Those of which something is found first, then the largest; the rest in sum. */
export function otherGuests(ground: Surveyed): Pick<HostMap, 'others' | 'more' | 'hidden'> & {
  readonly pins: readonly MapPin[];
} {
  const { claims, count } = ground.neighbours;
  const entangled = entangledOf(ground);
  const { nodeOfCpu } = orderOf(ground.host);
  const known = [...nodeOfCpu.keys()].sort((a, b) => a - b);
  const listed = foremost(claims, entangled);
  const others: OtherGuest[] = [];
  const pins: MapPin[] = [];
  for (const claim of listed) {
    const letter = letterOf(others.length + 1);
    const finding = findingOf(ground, claim);
    others.push({
      letter,
      name: claim.name ?? 'a guest without a name',
      bytes: Number(demandOf(claim)),
      binding: claim.binding,
      source: sourceAt(claim.file, claim.place),
      ...(finding === undefined ? {} : { finding }),
      landing: takesOf(claim).map(chunkOf),
    });
    for (const { cpu, vcpu, place } of claim.pins)
      if (nodeOfCpu.has(cpu))
        pins.push({
          ...{ guest: letter, role: 'vcpu', ids: [vcpu], cpus: [cpu], floats: false },
          source: sourceAt(claim.file, place),
        });
    for (const { cpus: set, place } of claim.floats ?? []) {
      const cpus = known.filter(set.has);
      if (cpus.length > 0)
        pins.push({
          ...{ guest: letter, role: 'vcpu', ids: [], cpus, floats: true },
          source: sourceAt(claim.file, place),
        });
    }
  }
  const shown = new Set(listed);
  const rest = claims.filter((claim) => !shown.has(claim));
  return {
    others,
    pins,
    ...(rest.length === 0 ? {} : { more: { count: rest.length, landing: summed(rest) } }),
    ...(claims.length === count ? {} : { hidden: count }),
  };
}

/** The first of all claims in their order, without sorting ten thousand. */
function foremost(
  claims: readonly GuestClaim[],
  entangled: ReadonlySet<GuestClaim>,
): readonly GuestClaim[] {
  const order = (a: GuestClaim, b: GuestClaim): number => {
    const rank = Number(entangled.has(b)) - Number(entangled.has(a));
    if (rank !== 0) return rank;
    const [ofA, ofB] = [demandOf(a), demandOf(b)];
    return ofA === ofB ? compareClaims(a, b) : ofA > ofB ? -1 : 1;
  };
  const best: GuestClaim[] = [];
  for (const claim of claims) {
    const last = best.at(-1);
    if (best.length === LISTED && last !== undefined && order(claim, last) > 0) continue;
    if (best.length === LISTED) best.pop();
    const at = best.findIndex((other) => order(claim, other) < 0);
    best.splice(at < 0 ? best.length : at, 0, claim);
  }
  return best;
}

/** Guests with which the one in focus shares a CPU or a shortage. */
function entangledOf({ fleet, host, neighbours }: Surveyed): ReadonlySet<GuestClaim> {
  const found = new Set<GuestClaim>();
  const { counted, claims } = neighbours;
  if (fleet === undefined || claims.length === 0 || counted === undefined) return found;
  for (const { cpu } of counted.pins)
    for (const sharer of fleet.fleet.sharersOf(cpu, counted, LISTED)) found.add(sharer);
  const { memory, pools } = fleet.fleet.shortages(host);
  for (const shortage of [...memory, ...pools])
    for (const { guest } of shortage.of(counted)?.others ?? []) found.add(guest);
  return found;
}

/** The worst that is found of a guest because of the others. */
function findingOf(
  { fleet, analysis: { world }, host }: Surveyed,
  guest: GuestClaim,
): OtherGuest['finding'] {
  if (fleet === undefined) return undefined;
  const facets = facetsOf(host);
  const told = FLEET_RULES.filter(({ needs }) => needs.every((facet) => facets.has(facet))).flatMap(
    ({ id, check }) =>
      [...check({ host, fleet: fleet.fleet, guest })].map((report) => ({ rule: id, report })),
  );
  const severities = new Set(
    allFindings(told, (rule) => world.rules.get(rule)).map(({ severity }) =>
      fleet.supposed === undefined ? severity : 'information',
    ),
  );
  return (['error', 'warning', 'information'] as const).find((one) => severities.has(one));
}

const takesOf = ({ landing }: GuestClaim): readonly Taking[] => landing?.().takes ?? [];
const demandOf = ({ landing }: GuestClaim): bigint => landing?.().demand ?? 0n;

const chunkOf = ({ node, bytes: size, pageSize, spill, estimate }: Taking): Chunk => ({
  ...{ node, bytes: Number(size), pageSize: Number(pageSize), cell: null },
  ...{ spill, anywhere: estimate },
});

function summed(claims: readonly GuestClaim[]): readonly Chunk[] {
  const sums = new Map<bigint, Map<number, Taking>>();
  for (const claim of claims)
    for (const taking of takesOf(claim)) {
      const { pageSize, node, spill, estimate } = taking;
      const ofSize = sums.get(pageSize) ?? new Map<number, Taking>();
      sums.set(pageSize, ofSize);
      const key = node * 4 + (spill ? 2 : 0) + (estimate ? 1 : 0);
      const known = ofSize.get(key);
      ofSize.set(
        key,
        known === undefined ? taking : { ...known, bytes: bytes(known.bytes + taking.bytes) },
      );
    }
  return [...sums.values()]
    .flatMap((ofSize) => [...ofSize.values()].map(chunkOf))
    .sort((a, b) => a.node - b.node || a.pageSize - b.pageSize);
}

/** `B` for 1, `Z` for 25, `AA` for 26. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
