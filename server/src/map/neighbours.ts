import { FLEET_RULES } from '../analysis/fleetFindings.ts';
import { allFindings } from '../analysis/findings.ts';
import { claimGuest } from '../fleet/claimGuest.ts';
import type { GuestClaim, Taking } from '../fleet/guestClaim.ts';
import { uncountedWhy } from '../fleet/identity.ts';
import { canMeet, compareClaims } from '../fleet/together.ts';
import { usageSums } from '../fleet/usageSums.ts';
import { facetsOf } from '../host/topology.ts';
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
  const sums = usageSums();
  for (const claim of claims) sums.add(claim);
  const own = fleet?.fleet.guestsOf(uri).find(({ index }) => index === focus.index);
  return {
    focus,
    counted: own ?? all.find(isItself),
    claims,
    usage: sums.used([]),
    count: beside.length,
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
  const rank = (claim: GuestClaim): number => (entangled.has(claim) ? 0 : 1);
  const sorted = [...claims].sort(
    (a, b) => rank(a) - rank(b) || Number(b.demand - a.demand) || compareClaims(a, b),
  );
  const others: OtherGuest[] = [];
  const pins: MapPin[] = [];
  for (const claim of sorted.slice(0, LISTED)) {
    const letter = letterOf(others.length + 1);
    const finding = findingOf(ground, claim);
    others.push({
      letter,
      name: claim.name ?? 'a guest without a name',
      bytes: Number(claim.demand),
      binding: claim.binding,
      source: sourceAt(claim.file, claim.place),
      ...(finding === undefined ? {} : { finding }),
      landing: claim.takes.map(chunkOf),
    });
    for (const { cpu, vcpu, place } of claim.pins)
      if (nodeOfCpu.has(cpu))
        pins.push({
          ...{ guest: letter, role: 'vcpu', ids: [vcpu], cpus: [cpu], floats: false },
          source: sourceAt(claim.file, place),
        });
  }
  const rest = sorted.slice(LISTED);
  return {
    others,
    pins,
    ...(rest.length === 0 ? {} : { more: { count: rest.length, landing: summed(rest) } }),
    ...(claims.length === count ? {} : { hidden: count }),
  };
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

const chunkOf = ({ node, bytes, pageSize, spill, estimate }: Taking): Chunk => ({
  ...{ node, bytes: Number(bytes), pageSize: Number(pageSize), cell: null },
  ...{ spill, anywhere: estimate },
});

function summed(claims: readonly GuestClaim[]): readonly Chunk[] {
  const sums = new Map<string, Chunk>();
  for (const { takes } of claims)
    for (const chunk of takes.map(chunkOf)) {
      const key = `${chunk.node} ${chunk.pageSize} ${chunk.spill} ${chunk.anywhere}`;
      sums.set(key, { ...chunk, bytes: (sums.get(key)?.bytes ?? 0) + chunk.bytes });
    }
  return [...sums.values()].sort((a, b) => a.node - b.node || a.pageSize - b.pageSize);
}

/** `B` for 1, `Z` for 25, `AA` for 26. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
