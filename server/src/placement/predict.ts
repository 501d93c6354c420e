import { isTakenAtStart } from '../domain/demand.ts';
import type { DomainModel } from '../domain/model.ts';
import { hostNodeSetsOf, memoryPolicy } from '../domain/policy.ts';
import { bytes, facetsOf, type Facet, type HostTopology, type NodeId } from '../host/topology.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Basis, Landing, Outcome, PartLanding } from './landing.ts';
import { landPart, type Ground } from './landPart.ts';
import { partsOf } from './parts.ts';
import { nodesAround } from './pools.ts';
import { refusalOf } from './refusal.ts';
import { touchingOf } from './touching.ts';
import { addUsages, charge, usageOf, type Ledger, type Usage } from './usage.ts';
import { overridden } from './whatIfBound.ts';

/** QEMU's own memory beside the guest's: an idle QEMU took 20 to 45 MiB (measured with QEMU 7.2 and 10.0); devices add to it. */
export const MEASURED_OVERHEAD = bytes(45n * 1024n * 1024n);

export interface PredictOptions {
  /** As if this mode stood at all memory of the guest. */
  readonly mode?: MemoryMode | undefined;
  /** As if these nodes did. */
  readonly nodeSet?: readonly NodeId[] | undefined;
  /** QEMU's own memory in bytes; none unless stated. */
  readonly overhead?: bigint | undefined;
  /** What others take already. Only with the basis `total`: free memory is without it anyway. */
  readonly others?: Usage | undefined;
  /** Unless stated: what was free where every node states it, else all memory without the reserve. */
  readonly basis?: Basis | undefined;
}

/**
 * Where the memory of a guest lands on a host when it is all in use: a model, which agrees with measurements of Linux 6.1 and
 * 6.12 within 5 per cent of a node. Left out: watermarks (some tenths of a per cent of a large node), page cache, demotion to
 * nodes without CPUs. Parts are placed one after another, in the order of the text. Total; linear in the guest and the host.
 */
export function predict(
  domain: DomainModel,
  host: HostTopology,
  options: PredictOptions = {},
): Landing {
  return landOn(
    domain,
    host,
    options,
    addUsages(options.others === undefined ? [] : [options.others]),
  );
}

/** The guests of a host together, started in this order, on its memory without the reserve. */
export function predictTogether(
  domains: readonly DomainModel[],
  host: HostTopology,
  options: PredictOptions = {},
): readonly Landing[] {
  const ledger = addUsages(options.others === undefined ? [] : [options.others]);
  return domains.map((domain) =>
    landOn(domain, host, { ...options, basis: options.basis ?? 'total' }, ledger),
  );
}

/** What a guest takes of each node when it is alone on the host: `addUsages` sums it up over guests. */
export function footprintOf(
  domain: DomainModel,
  host: HostTopology,
  options: Omit<PredictOptions, 'others'> = {},
): Usage {
  return usageOf(predict(domain, host, { basis: 'total', ...options }));
}

/** Charges the ledger with what it lands. */
function landOn(
  written: DomainModel,
  host: HostTopology,
  { mode, nodeSet, overhead = 0n, basis: wanted }: PredictOptions,
  ledger: Ledger,
): Landing {
  const domain = overridden(written, host, mode, nodeSet);
  const facets = facetsOf(host);
  const basis = wanted ?? (facets.has('free') ? 'free' : 'total');
  const { parts, isIncomplete } = partsOf(domain, host, overhead);
  const refused = refusalOf(domain, host);
  const ground: Ground = {
    host,
    basis,
    ledger: addUsages([ledger]),
    touching: touchingOf(domain, host),
    around: nodesAround(domain, host)?.nodes,
    isAutomatic: memoryPolicy(domain).kind === 'auto' && hostNodeSetsOf(domain).length === 0,
    atStart: isTakenAtStart(domain),
  };
  const landed = parts.map((part) => landPart(ground, part));
  const sum = (amounts: readonly bigint[]) => bytes(amounts.reduce((all, each) => all + each, 0n));
  const landing: Landing = {
    parts: landed,
    pieces: landed.flatMap(({ pieces }) => pieces),
    anywhere: landed.flatMap(({ anywhere }) => anywhere ?? []),
    demand: sum(parts.map(({ bytes }) => bytes)),
    left: sum(landed.map(({ left }) => left)),
    outcome: refused === undefined ? worstOf(landed) : { kind: 'refused', reason: refused },
    basis,
    missing: missingOf(
      facets,
      parts.some(({ kind }) => kind.kind === 'pool'),
    ),
    isIncomplete,
  };
  charge(ledger, landing);
  return landing;
}

function missingOf(facets: ReadonlySet<Facet>, usesPools: boolean): ReadonlySet<Facet> {
  const needed: readonly Facet[] = ['nodes', 'total', 'cpus', 'distances'];
  const all = usesPools ? [...needed, 'pools' as const] : needed;
  return new Set(all.filter((facet) => !facets.has(facet)));
}

/** Of several failures the first; all that spills together. */
export function worstOf(parts: readonly Pick<PartLanding, 'outcome'>[]): Outcome {
  const outcomes = parts.map(({ outcome }) => outcome);
  const failing =
    outcomes.find(({ kind }) => kind === 'refused') ??
    outcomes.find(({ kind }) => kind === 'mayFail');
  if (failing !== undefined) return failing;
  let spilt = 0n;
  const nodes = new Set<NodeId>();
  for (const outcome of outcomes) {
    if (outcome.kind !== 'spills') continue;
    spilt += outcome.bytes;
    for (const node of outcome.nodes) nodes.add(node);
  }
  if (nodes.size === 0) return { kind: 'fits' };
  return { kind: 'spills', nodes: [...nodes].sort((a, b) => a - b), bytes: bytes(spilt) };
}
